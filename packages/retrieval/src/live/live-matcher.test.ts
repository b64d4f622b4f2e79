import { createRandom } from '@midizero/core';
import { createNoteTable, type Note } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder, type WindowEncoder } from '@midizero/pitch-matrix';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildIndex } from '../piece-index/build.js';
import { createExactSearcher } from '../search/exact.js';
import { openSearcher, type PieceSearcher } from '../search-pieces.js';
import { generateNotes } from '../testing-support/generated-pieces.js';
import type { LiveUpdate } from './contract.js';
import { createLiveMatcher } from './live-matcher.js';

const raw = createRawEncoder();
const pieces = Array.from({ length: 12 }, (_, i) => ({ id: `piece-${i}`, notes: generateNotes(i + 1) }));
const passage = generateNotes(50, 40);
const repeated = [
  ...passage,
  ...later(generateNotes(51, 40), 8),
  ...later(passage, 16),
  ...later(generateNotes(52), 24),
];

let runtime: OnnxRuntime;
let searcher: PieceSearcher;
/** Windows that the encoder and the searcher were asked for, searches that ran, and the most at once. */
const work = { encoded: 0, searched: 0, running: 0, mostRunning: 0 };

beforeAll(async () => {
  runtime = await createNodeRuntime();
  const index = await buildIndex(
    [...pieces, { id: 'repeated', notes: repeated }].map(({ id, notes }) => ({ id, notes: createNoteTable(notes) })),
    { encoder: raw },
  );
  const exact = await createExactSearcher(index, runtime);
  const encoder: WindowEncoder = {
    ...raw,
    encode: (windows) => {
      work.encoded += windows.length / 880;
      return raw.encode(windows);
    },
  };
  const windowSearcher: typeof exact = {
    search: async (queries, hitsPerQuery, options) => {
      work.searched += queries.length / raw.dimensions;
      work.mostRunning = Math.max(work.mostRunning, ++work.running);
      const hits = await exact.search(queries, hitsPerQuery, options);
      work.running--;
      return hits;
    },
    close: () => exact.close(),
  };
  searcher = await openSearcher(index, { encoder, runtime, windowSearcher });
});

beforeEach(() => Object.assign(work, { encoded: 0, searched: 0, running: 0, mostRunning: 0 }));

function later(notes: readonly Note[], seconds: number): Note[] {
  return notes.map((note) => ({
    ...note,
    startSeconds: note.startSeconds + seconds,
    endSeconds: note.endSeconds + seconds,
  }));
}

/** Notes by onset, from a place of a piece on. */
function onsetGroups(notes: readonly Note[], startSeconds: number, count: number): Note[][] {
  const groups = new Map<number, Note[]>();
  for (const note of notes) {
    if (note.startSeconds < startSeconds - 1e-9) continue;
    groups.set(note.startSeconds, [...(groups.get(note.startSeconds) ?? []), note]);
  }
  return [...groups.values()].slice(0, count);
}

describe('note by note', () => {
  test('the right piece emerges, and the place follows, at another tempo and in another key', async () => {
    const matcher = createLiveMatcher(searcher, { transpositions: 1, limit: 3, maximumFrames: 24 });
    const clock = (seconds: number): number => 1000 + 1.25 * (seconds - 4);
    for (const [i, group] of onsetGroups(pieces[7]!.notes, 4, 36).entries()) {
      for (const { pitch, startSeconds } of group) matcher.noteOn(pitch + 1, clock(startSeconds));
      await matcher.settled();
      if (i < 12) continue;
      const [best] = matcher.latest!.matches;
      expect(best).toMatchObject({ pieceId: 'piece-7', transposition: 1 });
      expect(best!.nowSeconds).toBeCloseTo(group[0]!.startSeconds, 1);
      expect(best!.queryEndSeconds).toBeCloseTo(clock(group[0]!.startSeconds), 6);
      expect(best!.alignedNotes.querySeconds.at(-1)).toBeCloseTo(clock(group[0]!.startSeconds), 6);
    }
    expect(matcher.latest!.frameCount).toBe(24);
  });

  test('a passage that comes again is followed where it began', async () => {
    const matcher = createLiveMatcher(searcher, { maximumFrames: 12 });
    let now = 0;
    // From before the second time on: only by what went before can the two be told apart.
    for (const [i, group] of onsetGroups(repeated, 14, 50).entries()) {
      for (const { pitch, startSeconds } of group) matcher.noteOn(pitch, startSeconds);
      await matcher.settled();
      if (i < 12) continue;
      now = matcher.latest!.matches[0]!.nowSeconds;
      expect(now).toBeCloseTo(group[0]!.startSeconds, 1);
    }
    expect(now).toBeGreaterThan(23);
  });

  test('each onset costs its own windows, not those before it', async () => {
    const matcher = createLiveMatcher(searcher, { transpositions: 1 });
    const groups = onsetGroups(pieces[3]!.notes, 0, 30);
    for (const group of groups) {
      for (const { pitch, startSeconds } of group) matcher.noteOn(pitch, startSeconds);
      await matcher.settled();
    }
    // In each of three keys, one window for each onset, and none before the fourth.
    expect(work.encoded).toBe(3 * (groups.length - 3));
    expect(work.searched).toBe(work.encoded);
  });
});

test('notes that come faster than searches are answered together, one search at a time', async () => {
  const updates: LiveUpdate[] = [];
  const matcher = createLiveMatcher(searcher, { limit: 1, onUpdate: (update) => updates.push(update) });
  for (const { pitch, startSeconds } of onsetGroups(pieces[2]!.notes, 2, 40).flat()) {
    matcher.noteOn(pitch, startSeconds);
    if (startSeconds > 5) await Promise.resolve();
  }
  await matcher.settled();
  expect(work.mostRunning).toBe(1);
  expect(updates.length).toBeLessThan(10);
  expect(updates.at(-1)).toBe(matcher.latest);
  expect(matcher.latest).toMatchObject({ frameCount: 40, matches: [{ pieceId: 'piece-2' }] });
});

test('a pause, and reset, begin anew', async () => {
  const matcher = createLiveMatcher(searcher, { resetAfterSeconds: 3, limit: 1 });
  const play = async (piece: number, from: number): Promise<void> => {
    for (const { pitch, startSeconds } of onsetGroups(pieces[piece]!.notes, 0, 20).flat()) {
      matcher.noteOn(pitch, from + startSeconds);
    }
    await matcher.settled();
  };
  await play(1, 0);
  expect(matcher.latest).toMatchObject({ frameCount: 20, matches: [{ pieceId: 'piece-1' }] });
  await play(4, 7);
  expect(matcher.latest).toMatchObject({ frameCount: 20, matches: [{ pieceId: 'piece-4' }] });
  matcher.reset();
  expect(matcher.latest).toBeUndefined();
  // The clock may begin again.
  await play(5, 0);
  expect(matcher.latest).toMatchObject({ frameCount: 20, matches: [{ pieceId: 'piece-5' }] });
});

test('an answer to a performance that was reset is not given', async () => {
  const matcher = createLiveMatcher(searcher);
  for (const { pitch, startSeconds } of onsetGroups(pieces[1]!.notes, 0, 20).flat())
    matcher.noteOn(pitch, startSeconds);
  await Promise.resolve();
  await Promise.resolve();
  matcher.reset();
  await matcher.settled();
  expect(matcher.latest).toBeUndefined();
});

test('order, restrikes and keys that do not exist make no difference', async () => {
  const notes = onsetGroups(pieces[6]!.notes, 0, 30).flat();
  const random = createRandom(5);
  const arrivals = notes
    .map((note) => ({ ...note, arrival: note.startSeconds + (random.chance(0.3) ? random.uniform() : 0) }))
    .sort((a, b) => a.arrival - b.arrival);
  const answers = [];
  for (const heard of [notes, arrivals]) {
    const matcher = createLiveMatcher(searcher, { limit: 2 });
    for (const { pitch, startSeconds } of heard) {
      matcher.noteOn(pitch, startSeconds);
      if (heard === arrivals) {
        matcher.noteOn(pitch, startSeconds + 0.02);
        matcher.noteOn(7, startSeconds);
      }
    }
    await matcher.settled();
    answers.push(matcher.latest!.matches);
  }
  expect(answers[1]).toEqual(answers[0]);
});

describe('failures', () => {
  test('what a search fails with comes out of settled and of the next note, once', async () => {
    let fail = true;
    const matcher = createLiveMatcher(searcher, {
      onUpdate: () => {
        if (fail) throw new Error('no screen');
      },
    });
    const notes = onsetGroups(pieces[1]!.notes, 0, 20).flat();
    for (const { pitch, startSeconds } of notes) matcher.noteOn(pitch, startSeconds);
    await expect(matcher.settled()).rejects.toThrow('no screen');
    fail = false;
    matcher.noteOn(60, 4);
    await matcher.settled();
    expect(matcher.latest).toMatchObject({ frameCount: 21 });
  });

  test('an abort ends it with the reason', async () => {
    const controller = new AbortController();
    const matcher = createLiveMatcher(searcher, { signal: controller.signal });
    for (const { pitch, startSeconds } of onsetGroups(pieces[1]!.notes, 0, 20).flat()) {
      matcher.noteOn(pitch, startSeconds);
    }
    controller.abort(new Error('enough'));
    await expect(matcher.settled()).rejects.toThrow('enough');
    expect(() => matcher.noteOn(60, 9)).toThrow('enough');
  });

  test.each([
    [{ maximumFrames: 3 }, 'maximumFrames'],
    [{ resetAfterSeconds: 0 }, 'resetAfterSeconds'],
  ])('senseless options are refused: %o', (options, argument) => {
    expect(() => createLiveMatcher(searcher, options)).toThrow(argument);
  });

  test.each([
    [128, 0, 'pitch'],
    [60.5, 0, 'pitch'],
    [60, Number.NaN, 'seconds'],
  ])('so is a note of pitch %f at %f s', (pitch, seconds, argument) => {
    expect(() => createLiveMatcher(searcher).noteOn(pitch, seconds)).toThrow(argument);
  });
});
