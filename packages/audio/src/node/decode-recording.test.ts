import { createRandom } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { AudioFormatError } from '../errors.js';
import type { Recording } from '../recording/recording.js';
import { makeWav } from '../testing-support/make-wav.js';
import { COMPRESSED_RECORDINGS, compressedRecording } from '../testing-support/recordings.js';
import { decodeRecording } from './decode-recording.js';

function samplesOf(recording: Recording): number[] {
  return [...recording.blocks()].flatMap((block) => [...block]);
}

/** How often a part of the recording rises through 0 in a second. */
function pitchHz(recording: Recording, fromSeconds: number, toSeconds: number): number {
  const { sampleRateHz } = recording;
  const samples = samplesOf(recording).slice(fromSeconds * sampleRateHz, toSeconds * sampleRateHz);
  const rises = samples.filter((sample, index) => sample >= 0 && samples[index - 1]! < 0).length;
  return rises / (toSeconds - fromSeconds);
}

describe.each(COMPRESSED_RECORDINGS)('%s', (name) => {
  const bytes = compressedRecording(name);

  test('is decoded as it sounds', async () => {
    const recording = await decodeRecording(bytes);
    expect(Math.abs(recording.durationSeconds - 1.2)).toBeLessThan(0.05);
    expect(Math.abs(pitchHz(recording, 0.1, 0.5) - 440)).toBeLessThan(15);
    expect(Math.abs(pitchHz(recording, 0.7, 1.1) - 660)).toBeLessThan(15);
    expect(recording.startSeconds).toBe(0);
  });

  test('a part of it', async () => {
    const whole = await decodeRecording(bytes);
    const part = await decodeRecording(bytes, { startSeconds: 0.5, endSeconds: 0.9 });
    expect([part.startSeconds, part.durationSeconds]).toEqual([0.5, 0.4]);
    const from = 0.5 * whole.sampleRateHz;
    expect(samplesOf(part)).toEqual(samplesOf(whole).slice(from, from + samplesOf(part).length));
    const beyond = await decodeRecording(bytes, { startSeconds: 60 });
    expect(beyond.durationSeconds).toBe(0);
    // Blocks can be asked for again.
    expect(samplesOf(part)).toHaveLength(samplesOf(part).length);
  });

  test('cut off is taken as far as it goes, or refused', async () => {
    const half = await decodeRecording(bytes.subarray(0, Math.floor(bytes.length * 0.8)));
    expect(half.durationSeconds).toBeGreaterThan(0);
    await expect(decodeRecording(bytes.subarray(0, 40))).rejects.toThrowError(AudioFormatError);
  });

  test('damaged anywhere is read or refused, with errors of our own', async () => {
    const random = createRandom(7);
    for (let run = 0; run < 40; run++) {
      const damaged = bytes.slice();
      for (let flaw = 0; flaw < 8; flaw++) damaged[random.integer(damaged.length)] = random.integer(256);
      const outcome = await decodeRecording(damaged).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AudioFormatError);
      else expect(samplesOf(outcome as Recording).every(Number.isFinite)).toBe(true);
    }
  });
});

test('a part of a WAV file', async () => {
  const wav = makeWav([Array.from({ length: 8000 }, (_, index) => index / 10_000)], {
    sampleRateHz: 8000,
    coding: 3,
    bits: 32,
  });
  const part = await decodeRecording(wav, { startSeconds: 0.25, endSeconds: 0.5 });
  expect([part.startSeconds, part.durationSeconds]).toEqual([0.25, 0.25]);
  expect(samplesOf(part).map((sample) => Math.round(sample * 10_000))).toEqual(
    Array.from({ length: 2000 }, (_, index) => 2000 + index),
  );
});

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['an mp3 frame alone', Uint8Array.of(0xff, 0xfb, 0x90, 0x64), /^damaged mp3: no sound can be decoded$/],
  ['FLAC without a frame', ascii('fLaC'), /^damaged flac: no sound can be decoded$/],
  [
    'Ogg with video',
    ascii(`OggS${'0'.repeat(22)}\u0001\u0020\u0080theora`),
    /^Ogg without Vorbis, Opus or FLAC in it; /,
  ],
  ['MPEG-4', ascii('\0\0\0\u0020ftypM4A '), /^mp4 is not decoded here; save the recording as WAV, FLAC or mp3$/],
  ['MIDI', ascii('MThd\0\0\0\u0006'), /^not a recording$/],
])('refused: %s', async (_, bytes, message) => {
  const error = await decodeRecording(bytes).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AudioFormatError);
  expect((error as Error).message).toMatch(message);
});

test('parts that make no sense, and a signal', async () => {
  const bytes = compressedRecording('tones.mp3');
  await expect(decodeRecording(bytes, { startSeconds: -1 })).rejects.toThrowError(/startSeconds.*0 or more/);
  await expect(decodeRecording(bytes, { startSeconds: 2, endSeconds: 2 })).rejects.toThrowError(/more than 2, got 2/);
  await expect(decodeRecording(bytes, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
});
