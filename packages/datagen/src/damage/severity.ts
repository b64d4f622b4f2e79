import type { Random } from '@midizero/core';
import { uniformBetween } from '../sampling/choose.js';
import type { DamageOptions } from './damage-options.js';

/** Options that grow with a pair's severity. */
type ScaledOption =
  | 'lossProbability'
  | 'ghostProbability'
  | 'jitterSeconds'
  | 'octaveErrorProbability'
  | 'mergeProbability'
  | 'splitProbability'
  | 'trillProbability'
  | 'spreadProbability'
  | 'tempoDeviation'
  | 'tempoDrift';

/** What happens to every note of one pair: the scaled options, with the pair's severity in them. */
export type DamageAmounts = Readonly<Record<ScaledOption, number>>;

/** No probability of a pair rises above this, so that something is always left to learn from. */
const PROBABILITY_MAX = 0.75;

/** Draws a severity from the range, varies each amount on its own. */
export function drawAmounts(
  random: Random,
  options: Required<DamageOptions>,
  severityRange: readonly [low: number, high: number],
): DamageAmounts {
  const severity = uniformBetween(random, ...severityRange);
  const scale = (amount: number): number =>
    Math.min(PROBABILITY_MAX, amount * severity * (1 + options.variation * (2 * random.uniform() - 1)));
  return {
    lossProbability: scale(options.lossProbability),
    ghostProbability: scale(options.ghostProbability),
    jitterSeconds: scale(options.jitterSeconds),
    octaveErrorProbability: scale(options.octaveErrorProbability),
    mergeProbability: scale(options.mergeProbability),
    splitProbability: scale(options.splitProbability),
    trillProbability: scale(options.trillProbability),
    spreadProbability: scale(options.spreadProbability),
    tempoDeviation: scale(options.tempoDeviation),
    tempoDrift: scale(options.tempoDrift),
  };
}
