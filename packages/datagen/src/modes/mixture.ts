import { InvalidArgumentError, type Random } from '@midizero/core';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { AliasTable } from '../sampling/alias-table.js';
import { checkWhole } from '../validation/checks.js';
import type { SingleModeOptions } from './create-window-sampler.js';
import type { WindowSampler } from './window-sampler.js';

/** One of a mixture's modes; the mixture says how many frames a window has. */
export interface MixturePart {
  readonly options: DistributiveOmit<SingleModeOptions, 'windowFrames'>;
  /** How often it is drawn, in proportion to the others' weights. @default 1 */
  readonly weight?: number;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Each window from one of several modes. */
export interface MixtureOptions {
  readonly mode: 'mixture';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  readonly parts: readonly MixturePart[];
}

/**
 * @param createSampler makes the sampler of a part
 * @throws InvalidArgumentError if there are no parts, or for options that cannot work
 */
export function createMixture(
  { windowFrames = 10, parts }: MixtureOptions,
  createSampler: (options: SingleModeOptions) => WindowSampler,
): WindowSampler {
  checkWhole('windowFrames', windowFrames, 1);
  if (parts.length === 0) throw new InvalidArgumentError('parts', 'a mixture needs at least one part');
  const anyPart = new AliasTable(parts.map(({ weight = 1 }) => weight));
  const samplers = parts.map(({ options }) => createSampler({ ...options, windowFrames }));
  return {
    draw(random: Random, buffer: SampleBuffer): void {
      samplers[anyPart.draw(random)]!.draw(random, buffer);
    },
  };
}
