import { createNormalFrames, type NormalFramesOptions } from './normal-frames.js';
import type { WindowSampler } from './window-sampler.js';

/** Where windows come from: one of the modes with its options. */
export type WindowSource = NormalFramesOptions;

/** The sampler of a mode. @throws InvalidArgumentError for options that cannot work */
export function createWindowSampler(source: WindowSource): WindowSampler {
  return createNormalFrames(source);
}
