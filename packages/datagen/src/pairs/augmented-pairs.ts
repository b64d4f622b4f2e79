import type { Random } from '@midizero/core';
import { augmentWindow } from '../augmentation/augment-window.js';
import type { AugmentationOptions } from '../augmentation/augmentation-options.js';
import type { WindowSampler } from '../modes/window-sampler.js';
import { SampleBuffer } from '../samples/sample-buffer.js';
import { type PairBatch, writeFrames } from './pair-batch.js';
import type { PairMaker } from './pair-maker.js';

/** Pairs of a sampled window and its frame-by-frame augmentation. */
export function createAugmentedPairs(
  sampler: WindowSampler,
  windowFrames: number,
  augmentation: Required<AugmentationOptions>,
): PairMaker {
  const buffer = new SampleBuffer();
  return {
    windowFrames,
    pairsAtOnce: 1,
    make(random: Random, [batch]: readonly PairBatch[], row: number): void {
      const { anchors, positives, similarity } = batch!;
      buffer.clear();
      sampler.draw(random, buffer);
      const frames = buffer.toFrames();
      const augmented = augmentWindow(frames, augmentation, random);
      writeFrames(frames, windowFrames, anchors, row);
      writeFrames(augmented.frames, windowFrames, positives, row);
      similarity[row] = augmented.similarity;
    },
  };
}
