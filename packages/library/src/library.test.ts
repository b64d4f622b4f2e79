import { describe, expect, test } from 'vitest';
import { findLibraryPiece, type LibraryPiece, libraryPieces } from './library.js';

const SOLO_PIECES = ['bach-cello-suite-1-prelude'];
const LOWEST_PIANO_PITCH = 21;
const HIGHEST_PIANO_PITCH = 108;

/** Most notes that sound at one moment. */
function voicesAtOnce({ notes }: LibraryPiece): number {
  let most = 0;
  for (const start of notes.startSeconds) {
    let sounding = 0;
    for (let row = 0; row < notes.length; row++) {
      if (notes.startSeconds[row]! <= start && notes.endSeconds[row]! > start) sounding++;
    }
    most = Math.max(most, sounding);
  }
  return most;
}

/** Every run of `length` intervals between successive notes: the same in every key and at every tempo. */
function intervalGrams({ notes }: LibraryPiece, length: number): Set<string> {
  const intervals = [...notes.pitch.subarray(1)].map((pitch, index) => pitch - notes.pitch[index]!);
  return new Set(intervals.slice(length - 1).map((_, index) => intervals.slice(index, index + length).join(' ')));
}

test('there are at least 48 pieces, each with an id of its own that finds it', () => {
  const pieces = libraryPieces();
  expect(pieces.length).toBeGreaterThanOrEqual(48);
  expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length);
  for (const piece of pieces) expect(findLibraryPiece(piece.id)).toBe(piece);
  expect(findLibraryPiece('no-such-piece')).toBeUndefined();
});

describe.each(libraryPieces().map((piece) => [piece.id, piece] as const))('%s', (_, piece) => {
  test('reads, lasts 15 to 60 seconds, and stays on the piano', () => {
    expect(piece.durationSeconds).toBeGreaterThanOrEqual(15);
    expect(piece.durationSeconds).toBeLessThanOrEqual(60);
    expect(Math.min(...piece.notes.pitch)).toBeGreaterThanOrEqual(LOWEST_PIANO_PITCH);
    expect(Math.max(...piece.notes.pitch)).toBeLessThanOrEqual(HIGHEST_PIANO_PITCH);
    expect(piece.notes).toBe(piece.notes); // read once
  });

  test('gives at least three windows of ten frames that share no frame', () => {
    expect(new Set(piece.notes.startSeconds).size).toBeGreaterThanOrEqual(30);
  });

  test('is polyphonic unless it is written for one voice', () => {
    if (SOLO_PIECES.includes(piece.id)) expect(voicesAtOnce(piece)).toBe(1);
    else expect(voicesAtOnce(piece)).toBeGreaterThanOrEqual(2);
  });

  test('says who wrote it, and is in the public domain', () => {
    expect(piece.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(piece.title).not.toBe('');
    expect(piece.composer).not.toBe('');
    const year = piece.composerDied ?? piece.knownSince;
    expect(year).toBeLessThan(1926);
    expect(piece.composerDied === undefined).toBe(piece.composer === 'Traditional');
  });
});

test('no two pieces share more than a tenth of their runs of eight intervals', () => {
  const grams = libraryPieces().map((piece) => ({ id: piece.id, grams: intervalGrams(piece, 8) }));
  const similar: string[] = [];
  for (const [index, a] of grams.entries()) {
    for (const b of grams.slice(index + 1)) {
      const shared = [...a.grams].filter((gram) => b.grams.has(gram)).length;
      const share = shared / Math.min(a.grams.size, b.grams.size);
      if (share > 0.1) similar.push(`${a.id} and ${b.id}: ${share.toFixed(2)}`);
    }
  }
  expect(similar).toEqual([]);
});
