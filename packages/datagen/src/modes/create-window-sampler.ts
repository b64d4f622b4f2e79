import { InvalidArgumentError } from '@midizero/core';
import { checkKnownOptions } from '../validation/checks.js';
import { createMarkovFrames, type MarkovFramesOptions } from './markov-frames.js';
import { createMixture, type MixtureOptions } from './mixture.js';
import { createNormalFrames, type NormalFramesOptions } from './normal-frames.js';
import { createRealWindows, type RealWindowsOptions } from './real-windows.js';
import { createSinging, type SingingOptions } from './singing.js';
import { createUniformFrames, type UniformFramesOptions } from './uniform-frames.js';
import type { WindowSampler } from './window-sampler.js';

/** Any mode but a mixture. */
export type SingleModeOptions =
  | UniformFramesOptions
  | NormalFramesOptions
  | MarkovFramesOptions
  | RealWindowsOptions
  | SingingOptions;

/** Where windows come from: one of the modes with its options. */
export type WindowSource = SingleModeOptions | MixtureOptions;

/** Names of each mode's options, beside `mode` and `windowFrames`. */
const KNOWN_OPTIONS: { readonly [M in WindowSource['mode']]: readonly (keyof Extract<WindowSource, { mode: M }>)[] } = {
  C: ['noteMax', 'pitchRange'],
  P: ['noteMax', 'pitchRange', 'pMean', 'pStd', 'nMean', 'nStd', 'withReplacement'],
  S: ['distribution'],
  R: ['pieces', 'step', 'weighting'],
  singing: ['pitchRange', 'firstMean', 'firstStd', 'stepStd'],
  mixture: ['parts'],
};

/** What samples are to hold. */
export interface SamplerNeeds {
  /** Whether the notes of modes that know durations come with them. @default false */
  readonly withDurations?: boolean;
}

/** The sampler of a mode. @throws InvalidArgumentError for options that cannot work, or that the mode does not have */
export function createWindowSampler(source: WindowSource, needs: SamplerNeeds = {}): WindowSampler {
  if (!Object.hasOwn(KNOWN_OPTIONS, source.mode)) {
    const known = Object.keys(KNOWN_OPTIONS).join(', ');
    throw new InvalidArgumentError('mode', `expected ${known}, got ${String(source.mode)}`);
  }
  checkKnownOptions(`mode ${source.mode}`, source, ['mode', 'windowFrames', ...KNOWN_OPTIONS[source.mode]]);
  switch (source.mode) {
    case 'C':
      return createUniformFrames(source);
    case 'P':
      return createNormalFrames(source);
    case 'S':
      return createMarkovFrames(source);
    case 'R':
      return createRealWindows(source, needs.withDurations ?? false);
    case 'singing':
      return createSinging(source);
    case 'mixture':
      return createMixture(source, (part) => createWindowSampler(part, needs));
  }
}
