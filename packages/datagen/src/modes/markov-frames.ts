import { InvalidArgumentError, type Random } from '@midizero/core';
import { checkFrameDistribution, type FrameDistribution } from '../distribution/frame-distribution.js';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { AliasTable, drawAlias, fillAliasTable } from '../sampling/alias-table.js';
import { checkWhole } from '../validation/checks.js';
import type { WindowSampler } from './window-sampler.js';

/** Mode S: a walk over the frames of real music, each drawn from what follows the one before. */
export interface MarkovFramesOptions {
  readonly mode: 'S';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /** Frames and their successions, counted by `extractFrameDistribution`. */
  readonly distribution: FrameDistribution;
}

/**
 * The first frame is drawn by how often frames occur, each next one by how often it follows; where nothing ever follows a
 * frame, again by how often frames occur. Alias tables make each draw constant in time.
 * @throws InvalidArgumentError if the distribution has no frames, DataFormatError if its columns do not fit together
 */
export function createMarkovFrames({ windowFrames = 10, distribution }: MarkovFramesOptions): WindowSampler {
  checkWhole('windowFrames', windowFrames, 1);
  if (!distribution || distribution.length === 0) {
    throw new InvalidArgumentError(
      'distribution',
      'mode S needs a distribution with at least one frame; count one with extractFrameDistribution',
    );
  }
  checkFrameDistribution(distribution);
  const { offsets, pitches, counts, successorOffsets, successors, successorCounts, length } = distribution;
  const anyFrame = new AliasTable(counts);
  const keep = new Int32Array(successors.length);
  const alias = new Uint32Array(successors.length);
  let notesMax = 0;
  for (let frame = 0; frame < length; frame++) {
    notesMax = Math.max(notesMax, offsets[frame + 1]! - offsets[frame]!);
    const from = successorOffsets[frame]!;
    const to = successorOffsets[frame + 1]!;
    if (from < to) fillAliasTable(successorCounts.subarray(from, to), keep, alias, from);
  }
  const drawSuccessor = (random: Random, frame: number): number => {
    const from = successorOffsets[frame]!;
    const count = successorOffsets[frame + 1]! - from;
    return count === 0 ? anyFrame.draw(random) : successors[from + drawAlias(random, keep, alias, from, count)]!;
  };
  return {
    draw(random: Random, buffer: SampleBuffer): void {
      buffer.reserve(windowFrames, windowFrames * notesMax);
      let frame = anyFrame.draw(random);
      for (let i = 0; i < windowFrames; i++) {
        if (i > 0) frame = drawSuccessor(random, frame);
        buffer.addPitches(pitches, offsets[frame]!, offsets[frame + 1]!);
        buffer.endFrame();
      }
    },
  };
}
