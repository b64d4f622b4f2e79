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
    { encoder },
  );
  async function* stream() {
    for (const [i, notes] of tables.entries()) yield { id: `${i}`, notes: groupFrames(notes) };
  }
  expect(await buildIndex(stream(), { encoder })).toEqual(fromNotes);
  expect(fromNotes.pieces.map(({ firstFrame, firstWindow }) => [firstFrame, firstWindow])).toEqual([
    [0, 0],
    [30, 11],
  ]);
  expect(Array.from(fromNotes.windowFirstFrames.subarray(11))).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
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
