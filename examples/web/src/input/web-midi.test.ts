import { expect, test } from 'vitest';
import { hear } from './web-midi.js';

test('note-ons, note-offs, and note-ons of velocity 0, on any channel; nothing else', () => {
  const heard: string[] = [];
  const listener = {
    keyDown: (pitch: number, velocity: number) => heard.push(`down ${pitch} ${velocity}`),
    keyUp: (pitch: number) => heard.push(`up ${pitch}`),
  };
  for (const bytes of [[0x90, 60, 100], [0x80, 60, 64], [0x95, 61, 1], [0x95, 61, 0], [0xb0, 64, 127], [0xfe], []]) {
    hear(Uint8Array.from(bytes), listener);
  }
  hear(null, listener);
  expect(heard).toEqual(['down 60 100', 'up 60', 'down 61 1', 'up 61']);
});
