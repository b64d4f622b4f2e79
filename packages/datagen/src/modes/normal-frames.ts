import type { Random } from '@midizero/core';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { AliasTable } from '../sampling/alias-table.js';
import { discreteNormalWeights } from '../sampling/discrete-normal.js';
import { PitchSet } from '../sampling/pitch-set.js';
import { checkPitchRange, checkPositive, checkWhole, PIANO_RANGE, type PitchRange } from '../validation/checks.js';
import { checkFits } from './uniform-frames.js';
import type { WindowSampler } from './window-sampler.js';

/** Mode P: note counts and pitches of each frame from truncated normal distributions. */
export interface NormalFramesOptions {
  readonly mode: 'P';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /** Most notes in a frame. @default 12 */
  readonly noteMax?: number;
  /** Lowest and highest pitch as MIDI note numbers, both included. @default [21, 108] */
  readonly pitchRange?: PitchRange;
  /** Mean of the pitches before they are cut to `pitchRange`, a MIDI note number. @default 64 */
  readonly pMean?: number;
  /** Standard deviation of the pitches, in semitones. @default 24 */
  readonly pStd?: number;
  /** Mean of a frame's note count before it is cut to 1 .. `noteMax`; 0 gives 1 to 5 notes, as solo piano has. @default 6 */
  readonly nMean?: number;
  /** Standard deviation of a frame's note count. @default 2.5 */
  readonly nStd?: number;
  /**
   * Draw the pitches of a frame independently, as the reference does: equal ones fall together, so that a frame may hold fewer
   * notes than were drawn. Without replacement it holds exactly as many.
   * @default true
   */
  readonly withReplacement?: boolean;
}

/** So many rejections in a row mean that the pitches left are too unlikely to wait for. */
const REJECTION_LIMIT = 64;

/** @throws InvalidArgumentError for options that cannot work */
export function createNormalFrames(options: NormalFramesOptions): WindowSampler {
  const { windowFrames = 10, noteMax = 12, pitchRange = PIANO_RANGE, withReplacement = true } = options;
  const { pMean = 64, pStd = 24, nMean = 6, nStd = 2.5 } = options;
  checkWhole('windowFrames', windowFrames, 1);
  checkWhole('noteMax', noteMax, 1);
  checkPitchRange('pitchRange', pitchRange);
  checkPositive('pStd', pStd);
  checkPositive('nStd', nStd);
  const [low, high] = pitchRange;
  const width = high - low + 1;
  if (!withReplacement) checkFits(noteMax, pitchRange);
  const pitchWeights = discreteNormalWeights(pMean, pStd, low, high);
  const pitchTable = new AliasTable(pitchWeights);
  const countTable = new AliasTable(discreteNormalWeights(nMean, nStd, 1, noteMax));
  const pitches = new PitchSet();

  const addDifferentPitches = (random: Random, count: number): void => {
    let rejections = 0;
    for (let added = 0; added < count; ) {
      const pitch =
        rejections < REJECTION_LIMIT
          ? low + pitchTable.draw(random)
          : low + drawUnused(random, pitchWeights, (row) => pitches.has(low + row));
      if (pitches.add(pitch)) {
        added++;
        rejections = 0;
      } else {
        rejections++;
      }
    }
  };

  return {
    draw(random: Random, buffer: SampleBuffer): void {
      buffer.reserve(windowFrames, windowFrames * Math.min(noteMax, width));
      for (let frame = 0; frame < windowFrames; frame++) {
        const count = 1 + countTable.draw(random);
        if (withReplacement) for (let i = 0; i < count; i++) pitches.add(low + pitchTable.draw(random));
        else addDifferentPitches(random, count);
        pitches.moveTo(buffer);
        buffer.endFrame();
      }
    },
  };
}

/** A row in proportion to its weight among those not used yet; evenly where all that is left has no weight. */
function drawUnused(random: Random, weights: Float64Array, isUsed: (row: number) => boolean): number {
  const rows = Array.from(weights.keys()).filter((row) => !isUsed(row));
  const total = rows.reduce((sum, row) => sum + weights[row]!, 0);
  if (!(total > 0)) return rows[random.integer(rows.length)]!;
  let left = random.uniform() * total;
  for (const row of rows) {
    left -= weights[row]!;
    if (left < 0) return row;
  }
  return rows.at(-1)!;
}
