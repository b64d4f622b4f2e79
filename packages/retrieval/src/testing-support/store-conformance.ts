import { createRandom } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreLockedError } from '../errors.js';
import { buildFingerprintTable } from '../fingerprints/build-table.js';
import { assembleIndex } from '../piece-index/assemble.js';
import type { IndexSettings, PieceIndex } from '../piece-index/contract.js';
import { type EncodedPiece, encodePiece } from '../piece-index/encode-piece.js';
import { createIndexSettings } from '../piece-index/settings.js';
import type { WindowSearcher } from '../search/contract.js';
import { createExactSearcher } from '../search/exact.js';
import { openSearcher } from '../search-pieces.js';
import type { PieceStore } from '../store/contract.js';
import { generateNotes, playExcerpt } from './generated-pieces.js';

const encoder = createRawEncoder();
const settings = createIndexSettings(encoder, { views: ['all', 'skyline'] });

/** A kind of store, as the suite makes and finds it. */
export interface StoreKind {
  /** Makes a store, or opens the one made before. */
  open(settings: IndexSettings): Promise<PieceStore>;
  /** Finds windows in a snapshot. @default createExactSearcher */
  createSearcher?(index: PieceIndex, runtime: OnnxRuntime): Promise<WindowSearcher>;
  /** Whether what is committed is there when the store is opened again. */
  readonly isLasting: boolean;
}

/** A piece made up from a seed, for the store's settings. */
export function encodedPiece(id: string, seed: number, onsets = 40): Promise<EncodedPiece> {
  const notes = createNoteTable(generateNotes(seed, onsets));
  return encodePiece({ id, title: `Title of ${id}`, sourceStamp: `seed ${seed}`, notes }, settings, encoder);
}

/** What every store does. @param makeKind called before each test, with what makes a store that is empty */
export function testStore(name: string, makeKind: () => Promise<StoreKind>): void {
  describe(`${name} as a store`, () => {
    let kind: StoreKind;
    let store: PieceStore;

    beforeEach(async () => {
      kind = await makeKind();
      store = await kind.open(settings);
    });
    afterEach(() => store.close());

    test('is empty at first, and holds what is added and committed', async () => {
      expect(await store.openSnapshot()).toEqual(assembleIndex(settings, []));
      const pieces = [await encodedPiece('a', 1), await encodedPiece('silence', 2, 0), await encodedPiece('b', 3)];
      const writer = await store.openWriter();
      for (const piece of pieces) await writer.add(piece);
      expect([...writer.pieces.entries()]).toEqual([
        ['a', 'seed 1'],
        ['silence', 'seed 2'],
        ['b', 'seed 3'],
      ]);
      expect((await store.openSnapshot()).pieces).toEqual([]);
      await writer.commit();
      expect(await store.openSnapshot()).toEqual(assembleIndex(settings, pieces));
      await writer.close();
    });

    test('a snapshot stays as it was; what was not committed is gone with its writer', async () => {
      const [a, b] = [await encodedPiece('a', 1), await encodedPiece('b', 2)];
      const first = await store.openWriter();
      await first.add(a);
      await first.commit();
      const before = await store.openSnapshot();
      await first.replace(await encodedPiece('a', 9));
      await first.add(b);
      await first.commit();
      await first.remove('b');
      await first.close();
      await first.close();
      expect(before).toEqual(assembleIndex(settings, [a]));
      const second = await store.openWriter();
      expect([...second.pieces]).toEqual([
        ['a', 'seed 9'],
        ['b', 'seed 2'],
      ]);
      await second.close();
    });

    test('any sequence of changes gives what was asked for, compacted in between or not', async () => {
      const random = createRandom(5);
      const expected = new Map<string, EncodedPiece>();
      let writer = await store.openWriter();
      for (let step = 0; step < 60; step++) {
        const id = `piece ${random.integer(8)}`;
        const piece = await encodedPiece(id, random.integer(1000), 5 + random.integer(30));
        if (random.chance(0.3) && expected.has(id)) {
          await writer.remove(id);
          expected.delete(id);
        } else {
          await (expected.has(id) ? writer.replace(piece) : writer.add(piece));
          expected.delete(id);
          expected.set(id, piece);
        }
        if (random.chance(0.4)) await writer.commit();
        if (random.chance(0.1)) await writer.compact();
        if (random.chance(0.1)) {
          await writer.commit();
          await writer.close();
          writer = await store.openWriter();
        }
      }
      await writer.commit();
      expectOwnFingerprints(await store.openSnapshot());
      await writer.compact();
      await writer.close();
      const snapshot = await store.openSnapshot();
      expect(byId(snapshot)).toEqual(byId(assembleIndex(settings, [...expected.values()])));
      expectOwnFingerprints(snapshot);
    });

    test('one writer at a time; the second one learns who has the store', async () => {
      const first = await store.openWriter();
      const second = store.openWriter();
      await expect(second).rejects.toBeInstanceOf(StoreLockedError);
      await expect(second).rejects.toMatchObject({ code: 'STORE_LOCKED', holder: { pid: expect.any(Number) } });
      await first.close();
      const third = await store.openWriter();
      await third.close();
      await expect(third.commit()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    });

    test('an id twice, or unknown, is refused and changes nothing', async () => {
      const writer = await store.openWriter();
      const piece = await encodedPiece('a', 1);
      await writer.add(piece);
      await expect(writer.add(piece)).rejects.toThrow('the id "a" comes twice');
      await expect(writer.remove('b')).rejects.toThrow('there is no piece "b"');
      await writer.commit();
      expect(await store.openSnapshot()).toEqual(assembleIndex(settings, [piece]));
      await writer.close();
    });

    test('lives on after it is closed, if it lasts', async () => {
      const pieces = [await encodedPiece('ö/a.mid', 1), await encodedPiece('b', 2)];
      const writer = await store.openWriter();
      for (const piece of pieces) await writer.add(piece);
      await writer.commit();
      await store.close();
      store = await kind.open(settings);
      expect(await store.openSnapshot()).toEqual(assembleIndex(settings, kind.isLasting ? pieces : []));
      if (kind.isLasting) {
        await store.close();
        const other = createIndexSettings(encoder, { windowStep: 3, views: ['all', 'skyline'] });
        await expect(kind.open(other)).rejects.toMatchObject({ code: 'DIFFERENT_SETTINGS' });
        store = await kind.open(settings);
      }
    });

    test('an excerpt finds the piece that is there now, never one that is gone', async () => {
      const runtime = await createNodeRuntime({ threads: 1, spinning: false });
      const writer = await store.openWriter();
      for (const seed of [1, 2, 3]) await writer.add(await encodedPiece(`piece ${seed}`, seed, 60));
      await writer.commit();
      await writer.remove('piece 2');
      await writer.replace(await encodedPiece('piece 3', 4, 60));
      await writer.commit();
      const index = await store.openSnapshot();
      const createSearcher = kind.createSearcher ?? createExactSearcher;
      const searcher = await openSearcher(index, {
        encoder,
        runtime,
        windowSearcher: await createSearcher(index, runtime),
      });
      const ranked = async (seed: number): Promise<string[]> => {
        const { matches } = await searcher.search(playExcerpt(generateNotes(seed, 60), 3, 8));
        return matches.map(({ pieceId }) => pieceId);
      };
      expect((await ranked(1))[0]).toBe('piece 1');
      expect((await ranked(4))[0]).toBe('piece 3');
      expect(await ranked(2)).not.toContain('piece 2');
      await searcher.close();
      await writer.close();
    });
  });
}

/** The fingerprints are those of the pieces that are there, and of no others. */
function expectOwnFingerprints({ fingerprints, frames, readings }: PieceIndex): void {
  expect(fingerprints).toEqual(buildFingerprintTable(frames, readings));
}

/** What an index holds of each piece, whatever the order of its pieces. */
function byId(index: PieceIndex): Record<string, unknown> {
  const { dimensions, frames, vectors } = index;
  return Object.fromEntries(
    index.pieces.map(({ firstReading, readingCount, ...piece }) => [
      piece.id,
      {
        ...piece,
        readings: index.readings.slice(firstReading, firstReading + readingCount).map((reading) => {
          const { firstFrame, frameCount, firstWindow, windowCount, view } = reading;
          const end = firstFrame + frameCount;
          const endWindow = firstWindow + windowCount;
          return {
            view,
            startSeconds: frames.startSeconds.slice(firstFrame, end),
            pitches: frames.pitches.slice(frames.offsets[firstFrame], frames.offsets[end]),
            windowFirstFrames: index.windowFirstFrames.slice(firstWindow, endWindow),
            vectors: vectors.slice(firstWindow * dimensions, endWindow * dimensions),
          };
        }),
      },
    ]),
  );
}
