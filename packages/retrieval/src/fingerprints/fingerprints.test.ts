import { createRandom } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import { createRawEncoder, groupFrames } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildIndex } from '../piece-index/build.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { openIndex } from '../piece-index/file/open.js';
import { saveIndex } from '../piece-index/file/save.js';
import { groupAnchors } from '../ranking/anchors.js';
import { chainAnchors } from '../ranking/chain.js';
import { Seeds } from '../ranking/seeds.js';
import { generateNotes, playExcerpt } from '../testing-support/generated-pieces.js';
import {
  generatePostings,
  type Posting,
  postingsOf,
  sortPostings,
  tableOf,
} from '../testing-support/generated-tables.js';
import { buildFingerprintTable, LIBRARY_FAN_OUT } from './build-table.js';
import { FingerprintLookUp } from './look-up.js';
import { type FrameRun, mergeTables, type PlacedTable } from './merge-tables.js';
import { packTable, unpackTable } from './pack-table.js';
import { queryTokens } from './query-tokens.js';
import { neighbouringStep, ratioPosition, ratioStep, SHAPE_COUNT, shapeOf } from './shape.js';
import { TableCollector } from './table-collector.js';
import { visitTriples } from './triples.js';

const encoder = createRawEncoder();
const pieces = Array.from({ length: 8 }, (_, i) => ({ id: `${i}`, notes: createNoteTable(generateNotes(i + 1)) }));
const index = await buildIndex(pieces, { encoder, views: ['all'], fingerprints: true });

describe('shape', () => {
  test('every pair of intervals and step has a number of its own', () => {
    const shapes = new Set<number>();
    for (let first = -31; first <= 31; first++)
      for (let second = -31; second <= 31; second++)
        for (let step = 0; step < 16; step++) shapes.add(shapeOf(first, second, step));
    expect(shapes.size).toBe(63 * 63 * 16);
    expect(Math.max(...shapes)).toBeLessThan(SHAPE_COUNT);
    expect(Math.min(...shapes)).toBeGreaterThanOrEqual(0);
  });

  test('the ratio step is the same at any tempo', () => {
    const seconds = fc.double({ min: 0.05, max: 2, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, fc.double({ min: 0.25, max: 4, noNaN: true }), (first, second, tempo) => {
        expect(ratioPosition(first * tempo, second * tempo)).toBeCloseTo(ratioPosition(first, second), 6);
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(ratioPosition(1, 1)).toBe(8);
    expect(Math.floor(ratioPosition(1, 1000))).toBe(15);
    expect(ratioPosition(1000, 1)).toBe(0);
  });

  test('the step is the whole part of the position', () => {
    const seconds = fc.double({ min: 0.001, max: 20, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, (first, second) => {
        expect(ratioStep(first, second)).toBe(Math.floor(ratioPosition(first, second)));
      }),
      { numRuns: 2000, seed: 1 },
    );
    for (let power = -4; power <= 4; power++) {
      expect(ratioStep(1, 2 ** power)).toBe(Math.floor(ratioPosition(1, 2 ** power)));
    }
  });

  test('the neighbour is the nearer step', () => {
    expect([8.1, 8.9, 0.2, 15.9].map(neighbouringStep)).toEqual([7, 9, 0, 15]);
  });
});

describe('triples', () => {
  const frames = groupFrames(
    createNoteTable([
      { startSeconds: 0, endSeconds: 1, pitch: 60 },
      { startSeconds: 0.5, endSeconds: 1, pitch: 52 },
      { startSeconds: 0.5, endSeconds: 1, pitch: 64 },
      { startSeconds: 0.5, endSeconds: 1, pitch: 76 },
      { startSeconds: 1.5, endSeconds: 2, pitch: 62 },
      { startSeconds: 9, endSeconds: 10, pitch: 62 },
    ]),
  );

  test('follow notes to some later ones: near in pitch, two of a frame, not beyond a long rest', () => {
    const triples: number[][] = [];
    visitTriples({ ...frames, first: 0 }, { successors: 3, perFrame: 2 }, (...triple) => triples.push(triple));
    expect(triples).toEqual([
      [0, 60, 4, -2, 0.5, 1],
      [0, 60, -8, 10, 0.5, 1],
    ]);
  });

  test('no note begins more than the square of its successors', () => {
    const { frames: columns, readings } = index;
    for (const { firstFrame, frameCount } of readings) {
      const counts = new Map<string, number>();
      visitTriples({ ...columns, first: firstFrame, length: frameCount }, LIBRARY_FAN_OUT, (frame, pitch) => {
        counts.set(`${frame} ${pitch}`, (counts.get(`${frame} ${pitch}`) ?? 0) + 1);
      });
      expect(Math.max(...counts.values())).toBe(LIBRARY_FAN_OUT.successors ** 2);
    }
  });
});

test('a table holds every triple once, by shape, pitch and frame', () => {
  const expected: Posting[] = [];
  for (const { firstFrame, frameCount } of index.readings) {
    const rows = { ...index.frames, first: firstFrame, length: frameCount };
    visitTriples(rows, LIBRARY_FAN_OUT, (frame, pitch, first, second, ...seconds) => {
      expected.push({ shape: shapeOf(first, second, ratioStep(...seconds)), pitch, frame: firstFrame + frame });
    });
  }
  expect(postingsOf(buildFingerprintTable(index.frames, index.readings))).toEqual(sortPostings(expected));
  expect(postingsOf(index.fingerprints!)).toEqual(sortPostings(expected));
});

/** The postings of fingerprints that have no more than `most`. */
function rarePostings(postings: readonly Posting[], most: number): Posting[] {
  const counts = new Map<string, number>();
  const name = ({ shape, pitch }: Posting): string => `${shape} ${pitch}`;
  for (const posting of postings) counts.set(name(posting), (counts.get(name(posting)) ?? 0) + 1);
  return sortPostings(postings.filter((posting) => counts.get(name(posting))! <= most));
}

describe('tables', () => {
  test('hold what was written, runs short and long', () => {
    for (const frameCount of [0, 1, 30, 4000]) {
      const postings = generatePostings(frameCount, frameCount);
      expect(postingsOf(tableOf(postings))).toEqual(postings);
    }
    const far = [0, 127, 128, 2 ** 14, 2 ** 21 + 5, 2 ** 28].map((frame) => ({ shape: 7, pitch: 108, frame }));
    expect(postingsOf(tableOf(far))).toEqual(far);
  });

  test('become one, without the frames that are gone', () => {
    const runs = fc.array(fc.record({ length: fc.nat(60), kept: fc.boolean() }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(runs, fc.nat(), (parts, seed) => {
        const tables: PlacedTable[] = [];
        const all: Posting[] = [];
        const left: Posting[] = [];
        const kept: FrameRun[] = [];
        let firstFrame = 0;
        let moved = 0;
        for (const [i, part] of parts.entries()) {
          const postings = generatePostings(seed + i, part.length);
          tables.push({ firstFrame, table: tableOf(postings) });
          for (const posting of postings) {
            all.push({ ...posting, frame: firstFrame + posting.frame });
            if (part.kept) left.push({ ...posting, frame: moved + posting.frame });
          }
          if (part.kept) {
            kept.push({ firstFrame, frameCount: part.length });
            moved += part.length;
          }
          firstFrame += part.length;
        }
        expect(postingsOf(mergeTables(tables))).toEqual(sortPostings(all));
        expect(postingsOf(mergeTables(tables, { kept }))).toEqual(sortPostings(left));
        const mostPostings = seed % 13;
        expect(postingsOf(mergeTables(tables, { mostPostings }))).toEqual(rarePostings(all, mostPostings));
        expect(postingsOf(mergeTables(tables, { kept, mostPostings }))).toEqual(rarePostings(left, mostPostings));
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  test('pack and unpack', () => {
    for (const frameCount of [0, 1, 300]) {
      const table = tableOf(generatePostings(frameCount, frameCount));
      const packed = packTable(table);
      expect(unpackTable(packed)).toEqual(table);
      expect(packed.length).toBeLessThan(table.postings.length + 50);
      expect(unpackTable(packed.subarray(0, packed.length - 1))).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const table = unpackTable(bytes);
        if (table !== undefined) expect(table.shapeStarts.at(-1)).toBe(table.postings.length);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test('collected one by one are what they are at once, however many they are', () => {
    const tables = Array.from({ length: 70 }, (_, i) => ({
      firstFrame: 3 * i,
      table: tableOf(generatePostings(i, 3)),
    }));
    const collector = new TableCollector();
    for (const table of tables) collector.add(table);
    const kept = [{ firstFrame: 5, frameCount: 190 }];
    expect(collector.finish({ kept })).toEqual(mergeTables(tables, { kept }));
  });

  test('merged are the table that would have been made at once', () => {
    const { frames, readings } = index;
    const from = readings[3]!.firstFrame;
    const later = readings.slice(3).map((reading) => ({ ...reading, firstFrame: reading.firstFrame - from }));
    const laterFrames = {
      ...frames,
      offsets: frames.offsets.subarray(from),
      startSeconds: frames.startSeconds.subarray(from),
    };
    const tables = [
      { firstFrame: 0, table: buildFingerprintTable(frames, readings.slice(0, 3)) },
      { firstFrame: from, table: buildFingerprintTable(laterFrames, later) },
    ];
    expect(mergeTables(tables)).toEqual(index.fingerprints);
  });
});

describe('look-up', () => {
  const keys = [-3, -2, -1, 0, 1, 2, 3];
  const query = groupFrames(
    playExcerpt(generateNotes(4), 6, 12, { stretch: 1.4, lost: 0.15, transpose: 2, random: createRandom(1) }),
  );

  function best(of: PieceIndex, isExcluded?: (reading: number) => boolean) {
    const seeds = new Seeds();
    const { keyScores } = new FingerprintLookUp({ ...of, fingerprints: of.fingerprints! }).search(
      query,
      keys,
      seeds,
      isExcluded,
    );
    const groups = groupAnchors(seeds, keys.length)
      .map((group) => ({ ...group, chain: chainAnchors(group)[0]! }))
      .sort((a, b) => b.chain.score - a.chain.score);
    return { keyScores, seeds, first: groups[0] };
  }

  test('finds piece, key and place of a passage played slower with notes lost', () => {
    const { first, keyScores } = best(index);
    expect(first).toMatchObject({ reading: 3, variant: keys.indexOf(2) });
    expect(keyScores.indexOf(Math.max(...keyScores))).toBe(keys.indexOf(2));
    expect(Math.abs(first!.chain.pieceFrames[0]! - first!.chain.queryFrames[0]! - 30)).toBeLessThan(4);
  });

  test('excluded readings give no seeds', () => {
    expect(best(index, (reading) => reading === 3).first?.reading).not.toBe(3);
    expect(best(index, () => true).seeds.length).toBe(0);
  });

  test('answers the same from an index that was saved and opened, which lacks what look-ups pass over', async () => {
    const tune = createNoteTable(
      Array.from({ length: 1200 }, (_, i) => ({ startSeconds: i / 4, endSeconds: (i + 1) / 4, pitch: 60 + (i % 5) })),
    );
    const built = await buildIndex([...pieces, { id: 'monotonous', notes: tune }], { encoder, views: ['all'] });
    const opened = openIndex(saveIndex(built));
    expect(postingsOf(opened.fingerprints!)).toEqual(rarePostings(postingsOf(built.fingerprints!), 128));
    expect(opened.fingerprints!.postings.length).toBeLessThan(built.fingerprints!.postings.length);
    expect(best(opened)).toEqual(best(built));
  });

  test('a query asks for every fingerprint that the library made of the same notes', () => {
    const frames = groupFrames(pieces[0]!.notes);
    const asked = queryTokens(frames);
    const askedFor = new Set(
      Array.from({ length: asked.length }, (_, i) => `${asked.frames[i]} ${asked.shapes[i]} ${asked.pitches[i]}`),
    );
    visitTriples({ ...frames, first: 0 }, LIBRARY_FAN_OUT, (frame, pitch, first, second, ...seconds) => {
      expect(askedFor).toContain(`${frame} ${shapeOf(first, second, ratioStep(...seconds))} ${pitch}`);
    });
  });
});
