import type { EvaluationQuery } from './manifest.js';
import { type Measures, measure, type QueryOutcome } from './measures.js';

/** Measures by the value of a query's property, such as `groups.noiseLevel.high`. Properties that no query has are missing. */
export interface EvaluationGroups {
  /** Length of excerpts in whole seconds. */
  readonly excerptSeconds?: Readonly<Record<string, Measures>>;
  readonly noiseLevel?: Readonly<Record<string, Measures>>;
  readonly kind?: Readonly<Record<string, Measures>>;
  /** `true` for queries in another key than the piece. */
  readonly transposed?: Readonly<Record<string, Measures>>;
}

/** What a query is grouped by; undefined where it has no such property. */
const properties = {
  excerptSeconds: ({ excerpt }) => excerpt && String(Math.round(excerpt.endSeconds - excerpt.startSeconds)),
  noiseLevel: ({ noise }) => noise?.level,
  kind: ({ kind }) => kind,
  transposed: ({ transpose }) => (transpose === undefined ? undefined : String(transpose !== 0)),
} satisfies Record<keyof EvaluationGroups, (query: EvaluationQuery) => string | undefined>;

/** @param outcomes one for each query */
export function groupMeasures(
  queries: readonly EvaluationQuery[],
  outcomes: readonly QueryOutcome[],
): EvaluationGroups {
  const groups: Record<string, Record<string, Measures>> = {};
  for (const [property, propertyOf] of Object.entries(properties)) {
    const members = new Map<string, QueryOutcome[]>();
    for (const [i, query] of queries.entries()) {
      const value = propertyOf(query);
      if (value !== undefined) members.set(value, [...(members.get(value) ?? []), outcomes[i]!]);
    }
    if (members.size === 0) continue;
    groups[property] = Object.fromEntries([...members].map(([value, ofValue]) => [value, measure(ofValue)]));
  }
  return groups;
}
