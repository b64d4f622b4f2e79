import { createRandom } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { checkMidiClaims, drawReadOptions } from '../testing-support/fuzz/midi-claims.js';
import { generatedMidiFiles } from '../testing-support/fuzz/midi-files.js';
import { mutateMidi } from '../testing-support/fuzz/midi-mutations.js';
import { joinPieces, splitIntoPieces } from '../testing-support/fuzz/midi-pieces.js';

const INPUTS = 1000;

// `node scripts/fuzz.mjs` does the same to real files, for as long as it is told to.
describe('damaged files', () => {
  test('are taken apart without loss', () => {
    for (const file of generatedMidiFiles()) expect(joinPieces(splitIntoPieces(file))).toEqual(file);
  });

  test('give sound notes, which are written and read again, or a typed error', () => {
    const files = generatedMidiFiles();
    const random = createRandom(2026);
    let refused = 0;
    for (let input = 0; input < INPUTS; input++) {
      const draw = random.fork(input);
      if (checkMidiClaims(mutateMidi(files, draw), drawReadOptions(draw)) === undefined) refused++;
    }
    // Most leave something to be played, and some do not.
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(INPUTS / 2);
  }, 120_000);
});
