import { expect, test } from 'vitest';
import { recogniseAudio } from './audio-format.js';

const text = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((c) => c.charCodeAt(0)))));

test.each([
  ['wav', text('RIFF0000WAVEfmt ')],
  ['wav', text('RF64', 255, 255, 255, 255, 'WAVEds64')],
  ['mp3', text('ID3', 4, 0, 0)],
  ['mp3', text(0xff, 0xfb, 0x90, 0x64)],
  ['aac', text(0xff, 0xf1, 0x50, 0x80)],
  ['flac', text('fLaC', 0, 0)],
  ['ogg', text('OggS', 0, 2)],
  ['mp4', text(0, 0, 0, 32, 'ftypM4A ')],
  ['aiff', text('FORM0000AIFFCOMM')],
  ['webm', text(0x1a, 0x45, 0xdf, 0xa3)],
  [undefined, text('RIFF0000RMIDdata')],
  [undefined, text('MThd', 0, 0, 0, 6)],
  [undefined, text('<?xml version="1.0"?>')],
  [undefined, text(0xff, 0xfe, '<', 0, '?', 0)],
  [undefined, text(0xff, 0xfe, 'X', 0, ':', 0)],
  [undefined, text('X:1')],
  [undefined, new Uint8Array(0)],
])('%s', (format, bytes) => {
  expect(recogniseAudio(bytes)).toBe(format);
});
