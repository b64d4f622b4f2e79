import { tooManyMeasures } from '../errors.js';
import type { ScoreIssueLog } from '../score-issues.js';

/** Sections of a score and the lists of the order they are played in. */
export interface KernSections {
  /** Measures that sections begin with, by label, in order of measure. */
  readonly starts: ReadonlyMap<string, number>;
  /** Expansion lists by name; '' is the usual one. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** `*>[A,A,B]` and `*>norep[A,B]` as name and labels; undefined for anything else. */
export function parseExpansionList(token: string): [name: string, labels: string[]] | undefined {
  const match = /^\*>([^[\]]*)\[([^\]]*)\]$/.exec(token);
  return match ? [match[1]!, match[2]!.split(',').map((label) => label.trim())] : undefined;
}

/** The label of `*>A`; undefined for anything else. */
export function parseSectionLabel(token: string): string | undefined {
  return /^\*>([^[\]]+)$/.exec(token)?.[1];
}

/**
 * The measures in the order that an expansion list has its sections.
 * @param measureCount n
 * @returns places below n; undefined where no section of the list exists
 */
export function expandSections(
  { starts }: KernSections,
  labels: readonly string[],
  measureCount: number,
  maxMeasures: number,
  issues: ScoreIssueLog,
): number[] | undefined {
  const bounds = [...new Set(starts.values()), measureCount].sort((a, b) => a - b);
  // What stands before the first section is played before it.
  const order = Array.from({ length: bounds[0]! }, (_, measure) => measure);
  const openingCount = order.length;
  for (const label of labels) {
    const start = starts.get(label);
    if (start === undefined) {
      issues.reportOnce('repeat', {}, `the expansion list names ${label}, which is no section, left out`);
      continue;
    }
    const end = bounds.find((bound) => bound > start) ?? measureCount;
    for (let measure = start; measure < end; measure++) order.push(measure);
    if (order.length > maxMeasures) throw tooManyMeasures(maxMeasures);
  }
  return order.length > openingCount ? order : undefined;
}
