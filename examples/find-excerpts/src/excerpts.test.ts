import { createRandom } from '@midizero/core';
import { libraryPieces } from '@midizero/library';
import { expect, test } from 'vitest';
import { chooseExcerpt } from './excerpts.js';

test.each(libraryPieces().map((piece) => [piece.id, piece] as const))('excerpts of %s', (_id, piece) => {
  for (let seed = 0; seed < 10; seed++) {
    const { startSeconds, endSeconds, notes } = chooseExcerpt(piece, createRandom(seed));
    expect(endSeconds - startSeconds).toBeGreaterThanOrEqual(5);
    expect(endSeconds).toBeLessThanOrEqual(piece.durationSeconds);
    expect(notes.startSeconds[0]).toBe(startSeconds);
    expect(new Set(notes.startSeconds).size).toBeGreaterThanOrEqual(12);
  }
});
