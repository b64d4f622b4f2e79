import type { Random } from '@midizero/core';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { AliasTable } from '../sampling/alias-table.js';
import { discreteNormalWeights } from '../sampling/discrete-normal.js';
import { checkPitchRange, checkPositive, checkWhole, PIANO_RANGE, type PitchRange } from '../validation/checks.js';
import type { WindowSampler } from './window-sampler.js';

/** One note a frame, each near the one before, as a voice sings. */
export interface SingingOptions {
  readonly mode: 'singing';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /** Lowest and highest pitch as MIDI note numbers, both included. @default [21, 108] */
  readonly pitchRange?: PitchRange;
  /** Mean of the first pitch, a MIDI note number. @default 62 */
  readonly firstMean?: number;
  /** Standard deviation of the first pitch, in semitones. @default 9 */
  readonly firstStd?: number;
  /** Standard deviation of each step from the pitch before, in semitones. @default 2 */
  readonly stepStd?: number;
}

/** @throws InvalidArgumentError for options that cannot work */
export function createSinging(options: SingingOptions): WindowSampler {
  const { windowFrames = 10, pitchRange = PIANO_RANGE, firstMean = 62, firstStd = 9, stepStd = 2 } = options;
  checkWhole('windowFrames', windowFrames, 1);
  checkPitchRange('pitchRange', pitchRange);
  checkPositive('firstStd', firstStd);
  checkPositive('stepStd', stepStd);
  const [low, high] = pitchRange;
  const first = new AliasTable(discreteNormalWeights(firstMean, firstStd, low, high));
  const next = Array.from(
    { length: high - low + 1 },
    (_, row) => new AliasTable(discreteNormalWeights(low + row, stepStd, low, high)),
  );
  return {
    draw(random: Random, buffer: SampleBuffer): void {
      buffer.reserve(windowFrames, windowFrames);
      let row = first.draw(random);
      for (let frame = 0; frame < windowFrames; frame++) {
        if (frame > 0) row = next[row]!.draw(random);
        buffer.addPitch(low + row);
        buffer.endFrame();
      }
    },
  };
}
