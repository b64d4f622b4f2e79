import { tooManyMeasures } from '../errors.js';
import type { WrittenMeasure } from '../model/written-score.js';
import { unfoldMeasures } from '../unfold/unfold.js';
import type { TuneContext } from './tune-context.js';

/**
 * The order in which the parts of a tune are played, each with its repeats.
 * @param order the parts' letters
 * @returns places in `measures`; undefined where the tune does not name its parts
 */
export function playParts(
  measures: readonly WrittenMeasure[],
  order: readonly string[],
  { partStarts, issues }: Pick<TuneContext, 'partStarts' | 'issues'>,
  maxMeasures: number,
): number[] | undefined {
  if (partStarts.length === 0) return undefined;
  const ranges = new Map<string, number[]>();
  for (const [index, { label, measure }] of partStarts.entries()) {
    const end = partStarts[index + 1]?.measure ?? measures.length;
    if (ranges.has(label) || end <= measure) continue;
    const played = unfoldMeasures(measures.slice(measure, end), { maxMeasures });
    ranges.set(
      label,
      played.map((place) => place + measure),
    );
  }
  // What stands before the first part is played before it.
  const opening = unfoldMeasures(measures.slice(0, partStarts[0]!.measure), { maxMeasures });
  const places = [...opening];
  for (const label of order) {
    const range = ranges.get(label);
    if (range === undefined) {
      issues.reportOnce('repeat', {}, `the order of parts names ${label}, which is no part, left out`);
    } else {
      for (const place of range) places.push(place);
    }
    if (places.length > maxMeasures) throw tooManyMeasures(maxMeasures);
  }
  return places.length === opening.length ? undefined : places;
}
