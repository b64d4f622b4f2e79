import { createRandom } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { IncompatibleIndexError } from './errors.js';
import { buildIndex } from './piece-index/build.js';
import type { PieceIndex } from './piece-index/contract.js';
import { WindowMemory } from './search/window-memory.js';
import { type Aggregation, openSearcher, type SeedKind, searchPieces } from './search-pieces.js';
import { generateNotes, playExcerpt } from './testing-support/generated-pieces.js';

const encoder = createRawEncoder();
const pieces = Array.from({ length: 12 }, (_, i) => ({ id: `piece-${i}`, notes: generateNotes(i + 1) }));
let runtime: OnnxRuntime;
let index: PieceIndex;

beforeAll(async () => {
  runtime = await createNodeRuntime();
  index = await buildIndex(
    pieces.map(({ id, notes }) => ({ id, notes: createNoteTable(notes) })),
    { encoder },
  );
});

describe.each<Aggregation>(['chain', 'vote'])('%s', (aggregate) => {
  test('names piece and place of excerpts played at another tempo with notes lost', async () => {
    const searcher = await openSearcher(index, { encoder, runtime });
    for (const [i, { id, notes }] of pieces.entries()) {
      const start = 1 + (i % 5) * 3;
      const query = playExcerpt(notes, start, start + 6, { stretch: 1.3, lost: 0.08, random: createRandom(i) });
      const { matches } = await searcher.search(query, { aggregate, limit: 3 });
      expect(matches[0]).toMatchObject({ pieceId: id, view: 'all', transposition: 0 });
      expect(matches.length).toBeLessThanOrEqual(3);
      expect(Math.abs(matches[0]!.startSeconds - start)).toBeLessThan(0.5);
      expect(Math.abs(matches[0]!.endSeconds - (start + 5.8))).toBeLessThan(0.5);
      expect(matches[0]!.score).toBeLessThanOrEqual(1);
    }
    await searcher.close();
  });

  test('finds the key', async () => {
    const query = playExcerpt(pieces[3]!.notes, 4, 10, { transpose: -2 });
    const { matches, stats } = await searchPieces(index, query, { encoder, runtime, aggregate, transpositions: 3 });
    expect(matches[0]).toMatchObject({ pieceId: 'piece-3', transposition: -2 });
    const windows = stats.queryFrames - 9;
    // A clear answer: every third window, in the query's own key and the three likeliest others.
    expect(stats.queryWindows).toBe(aggregate === 'vote' ? 7 * windows : 4 * (windows / 3));
  });
});

test.each<SeedKind>(['embedding', 'fingerprints', 'both'])(
  'found by %s: piece, key and place, for four times the windows of one key at most',
  async (seeds) => {
    const query = playExcerpt(pieces[7]!.notes, 5, 13, { transpose: -5, lost: 0.05 });
    const { matches, stats } = await searchPieces(index, query, { encoder, runtime, transpositions: 6, seeds });
    expect(matches[0]).toMatchObject({ pieceId: 'piece-7', transposition: -5 });
    expect(Math.abs(matches[0]!.startSeconds - 5)).toBeLessThan(0.5);
    expect(stats.queryWindows).toBeLessThanOrEqual(4 * (stats.queryFrames - 9));
    expect(stats.queryWindows > 0).toBe(seeds !== 'fingerprints');
  },
);

test('a third of the windows says the same as all of them where the answer is clear; else all are asked', async () => {
  const searcher = await openSearcher(index, { encoder, runtime });
  for (const [i, { id, notes }] of pieces.entries()) {
    const query = playExcerpt(notes, 2 + i / 2, 8 + i / 2, { stretch: 0.9, lost: 0.1, random: createRandom(i) });
    const thinned = await searcher.search(query);
    // With a memory, all windows are asked.
    const whole = await searcher.search(query, { memory: new WindowMemory(100) });
    expect(3 * thinned.stats.queryWindows).toBeLessThanOrEqual(whole.stats.queryWindows + 2);
    const [first, all] = [thinned.matches[0]!, whole.matches[0]!];
    expect(first).toMatchObject({ pieceId: id, transposition: 0, alternatives: all.alternatives });
    expect(first.startSeconds).toBeCloseTo(all.startSeconds, 6);
    expect(first.alignedNotes).toEqual(all.alignedNotes);
    expect(Math.abs(first.confidence - all.confidence)).toBeLessThan(0.05);
  }
  const unknown = await searcher.search(playExcerpt(generateNotes(99), 2, 8));
  expect(unknown.matches.length).toBeGreaterThan(0);
  expect(unknown.stats.queryWindows).toBe(unknown.stats.queryFrames - 9);
  const short = await searcher.search(playExcerpt(pieces[0]!.notes, 2, 4.2));
  expect(short.matches[0]!.pieceId).toBe('piece-0');
  expect(short.stats.queryWindows).toBe(short.stats.queryFrames - 9);
  await searcher.close();
});

test.each<SeedKind>(['embedding', 'both'])(
  'found by %s: what may be chance is searched in every key',
  async (seeds) => {
    const unknown = playExcerpt(generateNotes(99), 2, 8, { transpose: 5, lost: 0.4, random: createRandom(5) });
    const { matches, stats } = await searchPieces(index, unknown, { encoder, runtime, transpositions: 6, seeds });
    expect(matches[0]!.score).toBeLessThan(0.2);
    expect(stats.queryWindows).toBe(13 * (stats.queryFrames - 9));
  },
);

test('an index without fingerprints is searched by embeddings, and refuses what it cannot do', async () => {
  const some = pieces.slice(0, 3).map(({ id, notes }) => ({ id, notes: createNoteTable(notes) }));
  const plain = await buildIndex(some, { encoder, fingerprints: false });
  const query = playExcerpt(pieces[1]!.notes, 4, 8);
  expect((await searchPieces(plain, query, { encoder, runtime })).matches[0]!.pieceId).toBe('piece-1');
  await expect(searchPieces(plain, query, { encoder, runtime, seeds: 'both' })).rejects.toThrow('seeds: "both" needs');
});

test('excluded pieces do not answer', async () => {
  const query = playExcerpt(pieces[5]!.notes, 4, 8);
  const { matches } = await searchPieces(index, query, { encoder, runtime });
  expect(matches[0]!.pieceId).toBe('piece-5');
  const others = await searchPieces(index, query, { encoder, runtime, excludes: (id) => id === 'piece-5' });
  expect(others.matches.map(({ pieceId }) => pieceId)).not.toContain('piece-5');
});

test('a repeated passage is reported at all its places, the first one first, in every reference of the work', async () => {
  const passage = generateNotes(50, 40);
  const shifted = (seconds: number) =>
    passage.map((note) => ({
      ...note,
      startSeconds: note.startSeconds + seconds,
      endSeconds: note.endSeconds + seconds,
    }));
  const other = generateNotes(51, 40).map((note) => ({
    ...note,
    startSeconds: note.startSeconds + 8,
    endSeconds: note.endSeconds + 8,
  }));
  const withRepeat = createNoteTable([...passage, ...other, ...shifted(16)]);
  const repeated = await buildIndex(
    [
      { id: 'repeated', workId: 'work', notes: withRepeat },
      { id: 'plain', workId: 'work', notes: createNoteTable(passage) },
      { id: 'unrelated', notes: createNoteTable(pieces[0]!.notes) },
    ],
    { encoder, windowStep: 1 },
  );
  const query = playExcerpt(passage, 2, 6);
  const { matches } = await searchPieces(repeated, query, { encoder, runtime });
  expect(matches[0]).toMatchObject({ pieceId: 'repeated', workId: 'work', startSeconds: 2 });
  expect(matches[0]!.score).toBeCloseTo(1, 6); // an exact passage
  expect(matches[0]!.alternatives).toMatchObject([
    { pieceId: 'repeated', startSeconds: 18 },
    { pieceId: 'plain', startSeconds: 2 },
  ]);
  expect(matches.filter(({ workId }) => workId === 'work')).toHaveLength(1);
  const unmerged = await searchPieces(repeated, query, { encoder, runtime, mergeWorks: false });
  expect(unmerged.matches.filter(({ workId }) => workId === 'work')).toHaveLength(2);
});

test('nothing asked, nothing indexed: no matches', async () => {
  const silence = createNoteTable([]);
  expect((await searchPieces(index, silence, { encoder, runtime })).matches).toEqual([]);
  const empty = await buildIndex([], { encoder });
  const query = playExcerpt(pieces[0]!.notes, 0, 5);
  expect((await searchPieces(empty, query, { encoder, runtime })).matches).toEqual([]);
});

test('another encoder and senseless options are refused', async () => {
  const other = { ...encoder, id: 'other' };
  await expect(openSearcher(index, { encoder: other, runtime })).rejects.toThrow(IncompatibleIndexError);
  const query = playExcerpt(pieces[0]!.notes, 0, 5);
  await expect(searchPieces(index, query, { encoder, runtime, transpositions: -1 })).rejects.toThrow('transpositions');
});
