import type { Ending, WrittenMeasure } from '../model/written-score.js';

/** The measures of one numbered ending. */
export interface EndingBracket {
  readonly passes: readonly number[];
  readonly first: number;
  readonly last: number;
}

/** Endings that follow each other and belong to one section. */
export interface EndingGroup {
  readonly brackets: readonly EndingBracket[];
  readonly last: number;
  /** How often the section is played; undefined where no repeat stands in the group. */
  readonly times: number | undefined;
}

/** The group that each measure is in, size of `measures`. */
export function findEndingGroups(measures: readonly WrittenMeasure[]): (EndingGroup | undefined)[] {
  const groups = new Array<EndingGroup | undefined>(measures.length);
  for (const brackets of bracketRuns(measures)) {
    const last = brackets.at(-1)!.last;
    const group = { brackets, last, times: timesPlayed(brackets, measures) };
    groups.fill(group, brackets[0]!.first, last + 1);
  }
  return groups;
}

/** Runs of brackets without a measure between them; one that counts from the first pass again begins a new run. */
function bracketRuns(measures: readonly WrittenMeasure[]): EndingBracket[][] {
  const runs: EndingBracket[][] = [];
  let previous: { ending: Ending; bracket: { last: number; passes: readonly number[] } } | undefined;
  for (const [index, { ending }] of measures.entries()) {
    if (ending === undefined) {
      previous = undefined;
    } else if (ending === previous?.ending) {
      previous.bracket.last = index;
    } else {
      const bracket = { passes: ending.passes, first: index, last: index };
      const run = runs.at(-1);
      const isNew = run?.every(({ passes }) => ending.passes.every((pass) => !passes.includes(pass)));
      const goesOn = previous !== undefined && isNew && ending.passes[0]! > run![0]!.passes[0]!;
      if (goesOn) runs.at(-1)!.push(bracket);
      else runs.push([bracket]);
      previous = { ending, bracket };
    }
  }
  return runs;
}

/**
 * The highest pass that a bracket names. A repeat in a lone bracket leads to one more pass, which leaves the bracket out;
 * one in the last of several is how some close the whole section and leads nowhere.
 */
function timesPlayed(brackets: readonly EndingBracket[], measures: readonly WrittenMeasure[]): number | undefined {
  const highest = brackets.reduce((most, { passes }) => Math.max(most, passes.at(-1)!), 1);
  if (brackets.length > 1) return highest;
  const [{ first, last }] = brackets as [EndingBracket];
  const repeat = measures.slice(first, last + 1).find(({ repeatEnd }) => repeatEnd !== undefined)?.repeatEnd;
  return repeat && (repeat.times ?? highest + 1);
}
