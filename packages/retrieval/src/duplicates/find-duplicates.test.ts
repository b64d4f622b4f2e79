import { createRandom, type Random } from '@midizero/core';
import { createNoteTable, type Note } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildIndex } from '../piece-index/build.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { generateNotes } from '../testing-support/generated-pieces.js';
import type { DuplicateGroup } from './contract.js';
import { findDuplicates } from './find-duplicates.js';

const encoder = createRawEncoder();
const originals = Array.from({ length: 8 }, (_, i) => generateNotes(100 + i, 90));

function copyNotes(notes: readonly Note[], change: (note: Note, random: Random) => readonly Note[], seed = 1): Note[] {
  const random = createRandom(seed);
  return notes.flatMap((note) => change(note, random));
}

const transposed = copyNotes(originals[0]!, (note) => [{ ...note, pitch: note.pitch - 3 }]);
const retimed = copyNotes(originals[1]!, (note) => [
  { ...note, startSeconds: 1.5 * note.startSeconds, endSeconds: 1.5 * note.endSeconds },
]);
/** One note in thirty lost, a tenth added. */
const noisy = copyNotes(originals[2]!, (note, random) => {
  const kept = random.chance(1 / 30) ? [] : [note];
  return random.chance(0.1) ? [...kept, { ...note, pitch: 40 + random.integer(40) }] : kept;
});
/** Seconds 6 to 12 of 18, as a piece of its own. */
const truncated = originals[3]!
  .filter(({ startSeconds }) => startSeconds >= 6 && startSeconds < 12)
  .map((note) => ({ ...note, startSeconds: note.startSeconds - 6, endSeconds: note.endSeconds - 6 }));
const retimedAgain = copyNotes(retimed, (note) => [{ ...note, pitch: note.pitch + 2 }]);

let runtime: OnnxRuntime;
let index: PieceIndex;
let groups: readonly DuplicateGroup[];

beforeAll(async () => {
  runtime = await createNodeRuntime();
  const copies = { transposed, retimed, noisy, truncated, 'retimed-again': retimedAgain };
  const pieces = [
    ...originals.map((notes, i) => ({ id: `original-${i}`, notes: createNoteTable(notes) })),
    ...Object.entries(copies).map(([id, notes]) => ({ id, notes: createNoteTable(notes) })),
    { id: 'silent', notes: createNoteTable([]) },
    { id: 'one-note', notes: createNoteTable([{ startSeconds: 0, endSeconds: 1, pitch: 60 }]) },
  ];
  index = await buildIndex(pieces, { encoder });
  groups = await findDuplicates(index, { encoder, runtime, transpositions: 3 });
});

function pairOf(firstId: string, secondId: string) {
  const pair = groups
    .flatMap(({ pairs }) => pairs)
    .find((each) => each.firstId === firstId && each.secondId === secondId);
  if (pair === undefined) throw new Error(`no pair of ${firstId} and ${secondId}`);
  return pair;
}

describe('near-copies', () => {
  test('are grouped, and nothing else is', () => {
    const ids = groups.map(({ pieces }) => pieces.map(({ pieceId }) => pieceId).sort());
    expect(ids.sort()).toEqual([
      ['noisy', 'original-2'],
      ['original-0', 'transposed'],
      ['original-1', 'retimed', 'retimed-again'],
      ['original-3', 'truncated'],
    ]);
  });

  test('transposed: the key, all of the notes', () => {
    const pair = pairOf('original-0', 'transposed');
    expect(pair).toMatchObject({ transposition: -3, tempoRatio: 1 });
    expect(pair.sharedOfFirst).toBeGreaterThan(0.95);
    expect(pair.sharedOfSecond).toBeGreaterThan(0.95);
    expect(pair.passages).toHaveLength(1);
    expect(pair.passages[0]!.first).toEqual(pair.passages[0]!.second);
    expect(pair.passages[0]!.agreement).toBeGreaterThan(0.95);
  });

  test('re-timed: the tempo', () => {
    const pair = pairOf('original-1', 'retimed');
    expect(pair.transposition).toBe(0);
    expect(pair.tempoRatio).toBeCloseTo(1.5, 2);
  });

  test('noisy: most of the notes', () => {
    const [{ pairs }] = groups.filter(({ pieces }) => pieces.some(({ pieceId }) => pieceId === 'noisy')) as [
      DuplicateGroup,
    ];
    expect(pairs[0]!.sharedOfSecond).toBeGreaterThan(0.7);
    expect(pairs[0]!.sharedOfSecond).toBeLessThan(1);
  });

  test('cut off: all of the shorter, and where in the longer it is', () => {
    const pair = pairOf('original-3', 'truncated');
    expect(pair.sharedOfSecond).toBeGreaterThan(0.9);
    expect(pair.sharedOfFirst).toBeLessThan(0.45);
    const longest = pair.passages.reduce((a, b) => (b.agreement > a.agreement ? b : a));
    expect(longest.first.startSeconds).toBeCloseTo(6, 0);
    expect(longest.second.startSeconds).toBeCloseTo(0, 0);
    expect(longest.first.endSeconds).toBeCloseTo(11.8, 0);
  });
});

test('a larger share keeps the truncated copy, a key that is not tried loses the transposed one', async () => {
  const strict = await findDuplicates(index, { encoder, runtime, transpositions: 0, minimumShare: 0.9 });
  const ids = new Set(strict.flatMap(({ pieces }) => pieces.map(({ pieceId }) => pieceId)));
  expect(ids.has('truncated')).toBe(true);
  expect(ids.has('transposed')).toBe(false);
});

test('no pieces, no duplicates; progress and abort', async () => {
  const empty = await buildIndex([], { encoder });
  expect(await findDuplicates(empty, { encoder, runtime })).toEqual([]);
  const completed: number[] = [];
  const controller = new AbortController();
  const run = findDuplicates(index, {
    encoder,
    runtime,
    transpositions: 0,
    signal: controller.signal,
    onProgress: (progress) => {
      completed.push(progress.completed);
      if (progress.completed === 3) controller.abort(new Error('enough'));
    },
  });
  await expect(run).rejects.toThrow('enough');
  expect(completed).toEqual([1, 2, 3]);
});

test.each([
  [{ minimumShare: 0 }, 'minimumShare'],
  [{ transpositions: 0.5 }, 'transpositions'],
  [{ samplesPerPiece: 0 }, 'samplesPerPiece'],
])('senseless options are refused: %o', async (options, argument) => {
  await expect(findDuplicates(index, { encoder, runtime, ...options })).rejects.toThrow(argument);
});

test('another encoder is refused', async () => {
  await expect(findDuplicates(index, { encoder: { ...encoder, id: 'other' }, runtime })).rejects.toThrow('other');
});
