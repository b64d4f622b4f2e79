import type { Match } from '../match.js';
import { calibratedModels } from './calibrated-models.js';
import { confidenceFeatures, type UnratedMatch } from './features.js';
import { confidenceOf } from './model.js';

/**
 * Says how sure each match is.
 * @param matches best first
 * @param aggregate how they were ranked
 */
export function rateMatches(matches: readonly UnratedMatch[], aggregate: 'chain' | 'vote'): Match[] {
  const model = calibratedModels[aggregate];
  return matches.map((match, place) => ({
    ...match,
    confidence: confidenceOf(model, confidenceFeatures(matches, place)),
  }));
}
