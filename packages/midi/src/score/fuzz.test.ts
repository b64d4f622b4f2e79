import { createRandom } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { checkScoreClaims, drawScoreOptions } from '../testing-support/fuzz/score-claims.js';
import { TEXT_SCORE_FORMATS } from '../testing-support/fuzz/score-formats.js';
import { mutateScore } from '../testing-support/fuzz/score-mutations.js';

const INPUTS = 250;
/** Seconds on an idle machine; a busy one must not fail for it. */
const TIMEOUT_MILLISECONDS = 300_000;

// `node scripts/fuzz.mjs --target abc` and its like do the same to real files, for as long as one likes.
describe('damaged scores', () => {
  test.each(Object.entries(TEXT_SCORE_FORMATS))(
    'in %s give sound notes or a typed error',
    { timeout: TIMEOUT_MILLISECONDS },
    (_, format) => {
      const files = format.files.map((text) => new TextEncoder().encode(text));
      for (const file of files) expect(format.read(file, {})[0]!.notes.length).toBeGreaterThan(3);
      const random = createRandom(2027);
      let refused = 0;
      for (let input = 0; input < INPUTS; input++) {
        const draw = random.fork(input);
        const bytes = mutateScore(format, files, draw);
        const options = drawScoreOptions(draw);
        if (checkScoreClaims(() => format.read(bytes, options).at(-1)!, options) === undefined) refused++;
      }
      expect(refused).toBeGreaterThan(0);
      expect(refused).toBeLessThan(INPUTS);
    },
  );
});
