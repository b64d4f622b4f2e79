import { InvalidArgumentError, type Random } from '@midizero/core';
import type { Frames } from '@midizero/pitch-matrix';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { AliasTable } from '../sampling/alias-table.js';
import { checkWhole } from '../validation/checks.js';
import type { WindowSampler } from './window-sampler.js';

/** Mode R: windows of real pieces. */
export interface RealWindowsOptions {
  readonly mode: 'R';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /** Frames of each piece, from `groupFrames`; pieces shorter than a window are left out. */
  readonly pieces: readonly Frames[];
  /** Frames from one window's start to the next one's. @default 5 */
  readonly step?: number;
  /** `length`: every window is as likely as the others; `piece`: every piece is. @default 'length' */
  readonly weighting?: 'length' | 'piece';
}

/** @throws InvalidArgumentError for options that cannot work, or if no piece is as long as a window */
export function createRealWindows(options: RealWindowsOptions): WindowSampler {
  const { windowFrames = 10, pieces, step = 5, weighting = 'length' } = options;
  checkWhole('windowFrames', windowFrames, 1);
  checkWhole('step', step, 1);
  if (weighting !== 'length' && weighting !== 'piece') {
    throw new InvalidArgumentError('weighting', `expected 'length' or 'piece', got ${String(weighting)}`);
  }
  const usable = pieces.filter(({ length }) => length >= windowFrames);
  if (usable.length === 0) {
    const found = pieces.length === 0 ? 'there are no pieces' : `all ${pieces.length} pieces are shorter`;
    throw new InvalidArgumentError('pieces', `mode R needs a piece of ${windowFrames} frames or more; ${found}`);
  }
  const windowCounts = usable.map(({ length }) => Math.floor((length - windowFrames) / step) + 1);
  const anyPiece = new AliasTable(weighting === 'length' ? windowCounts : windowCounts.map(() => 1));
  return {
    draw(random: Random, buffer: SampleBuffer): void {
      const row = anyPiece.draw(random);
      const { offsets, pitches } = usable[row]!;
      const first = random.integer(windowCounts[row]!) * step;
      buffer.reserve(windowFrames, offsets[first + windowFrames]! - offsets[first]!);
      for (let frame = first; frame < first + windowFrames; frame++) {
        buffer.addPitches(pitches, offsets[frame]!, offsets[frame + 1]!);
        buffer.endFrame();
      }
    },
  };
}
