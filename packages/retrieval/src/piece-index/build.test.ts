import { createNoteTable } from '@midizero/midi';
import { createRawEncoder, groupFrames } from '@midizero/pitch-matrix';
import { expect, test } from 'vitest';
import { generateNotes } from '../testing-support/generated-pieces.js';
import { buildIndex } from './build.js';
import { quantizeRows, unitScales } from './vectors.js';

const encoder = createRawEncoder();

test('pieces as notes or as frames give the same index, whether they come at once or one by one', async () => {
  const tables = [1, 2].map((seed) => createNoteTable(generateNotes(seed, 30)));
  const fromNotes = await buildIndex(
    tables.map((notes, i) => ({ id: `${i}`, notes })),
    { encoder, views: ['all'] },
  );
  async function* stream() {
    for (const [i, notes] of tables.entries()) yield { id: `${i}`, notes: groupFrames(notes) };
  }
  expect(await buildIndex(stream(), { encoder, views: ['all'] })).toEqual(fromNotes);
  expect(fromNotes.readings.map(({ firstFrame, firstWindow }) => [firstFrame, firstWindow])).toEqual([
    [0, 0],
    [30, 11],
  ]);
  expect(Array.from(fromNotes.windowFirstFrames.subarray(11))).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
});

test('every reading has its own frames and windows, its piece and its view', async () => {
  const tune = Array.from({ length: 30 }, (_, i) => ({
    startSeconds: i,
    endSeconds: i + 1,
    pitch: 70 + (i % 7),
    track: 1,
  }));
  const bass = tune.map((note, i) => ({ ...note, pitch: 40 + (i % 5), track: 2 }));
  const { pieces, readings, frames, windowFirstFrames } = await buildIndex(
    [
      { id: 'empty', notes: createNoteTable([]) },
      { id: 'song', notes: createNoteTable([...tune, ...bass]) },
      { id: 'frames', notes: groupFrames(createNoteTable(bass)) },
    ],
    { encoder },
  );
  expect(pieces.map(({ firstReading, readingCount }) => [firstReading, readingCount])).toEqual([
    [0, 0],
    [0, 2], // the tune's track is the skyline
    [2, 1], // and so is a bass alone
  ]);
  expect(readings).toMatchObject([
    { piece: 1, view: 'all', firstFrame: 0, frameCount: 30, firstWindow: 0, windowCount: 11 },
    { piece: 1, view: 'skyline', firstFrame: 30, frameCount: 30, firstWindow: 11, windowCount: 11 },
    { piece: 2, view: 'all', firstFrame: 60, frameCount: 30, firstWindow: 22, windowCount: 11 },
  ]);
  expect(frames.pitches[frames.offsets[31]!]).toBe(71);
  expect(windowFirstFrames[11]).toBe(0);
});

test('one id twice is refused', async () => {
  const piece = { id: 'same', notes: createNoteTable([]) };
  await expect(buildIndex([piece, piece], { encoder })).rejects.toThrow('the id "same" comes twice');
});

test('progress counts pieces, and an aborted build stops', async () => {
  const notes = createNoteTable(generateNotes(1, 20));
  const controller = new AbortController();
  const completed: number[] = [];
  const build = buildIndex(
    [1, 2, 3].map((id) => ({ id: `${id}`, notes })),
    {
      encoder,
      totalPieces: 3,
      signal: controller.signal,
      onProgress: (progress) => {
        completed.push(progress.completed);
        if (progress.completed === 2) controller.abort(new Error('enough'));
      },
    },
  );
  await expect(build).rejects.toThrow('enough');
  expect(completed).toEqual([1, 2]);
});

test('bytes keep a direction: cosine above 0.9999', () => {
  const vector = Float32Array.from({ length: 128 }, (_, i) => Math.sin(i * i + 1));
  const quantized = quantizeRows(vector, 128);
  const product = quantized.reduce((sum, value, i) => sum + value * vector[i]!, 0);
  expect(product * unitScales(quantized, 128)[0]! * unitScales(vector, 128)[0]!).toBeGreaterThan(0.9999);
  expect(Math.max(...quantized.map(Math.abs))).toBe(127);
});
