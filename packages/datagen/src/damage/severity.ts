import type { Random } from '@midizero/core';
import { uniformBetween } from '../sampling/choose.js';
import type { DamageOptions } from './damage-options.js';

/** Options that grow with a pair's severity. */
const SCALED = [
  'lossProbability',
  'ghostProbability',
  'jitterSeconds',
  'octaveErrorProbability',
  'mergeProbability',
  'splitProbability',
  'trillProbability',
  'spreadProbability',
  'tempoDeviation',
  'tempoDrift',
] as const satisfies readonly (keyof DamageOptions)[];

/** What happens to every note of one pair: the scaled options, with the pair's severity in them. */
export type DamageAmounts = Readonly<Record<(typeof SCALED)[number], number>>;

/** No probability of a pair rises above this, so that something is always left to learn from. */
const PROBABILITY_MAX = 0.75;

/** Draws a severity from the range, varies each amount on its own. */
export function drawAmounts(
  random: Random,
  options: Required<DamageOptions>,
  severityRange: readonly [low: number, high: number],
): DamageAmounts {
  const severity = uniformBetween(random, ...severityRange);
  const { variation } = options;
  const amounts: Record<string, number> = {};
  for (const name of SCALED) {
    const factor = severity * (1 + variation * (2 * random.uniform() - 1));
    amounts[name] = Math.min(PROBABILITY_MAX, options[name] * factor);
  }
  return amounts as DamageAmounts;
}
