import { createRandom } from '@midizero/core';

/** One change of a store. */
export interface Change {
  readonly id: string;
  /** Seed of the notes that the piece is given; undefined: it is removed. */
  readonly seed: number | undefined;
}

/** Id of the piece whose seed is the number of the last commit. */
export const COUNTER = 'counter';

/** Commits after which the store is compacted. */
export const COMMITS_PER_COMPACTION = 3;

/** What the commit of a number changes, given the pieces before it. The same every time. */
export function changesOf(commit: number, before: ReadonlyMap<string, number>): Change[] {
  const random = createRandom(77).fork(commit);
  const state = new Map(before);
  const changes: Change[] = [];
  const change = (id: string, seed: number | undefined): void => {
    changes.push({ id, seed });
    if (seed === undefined) state.delete(id);
    else state.set(id, seed);
  };
  for (let i = 0; i < 4; i++) {
    const id = `piece ${random.integer(12)}`;
    change(id, state.has(id) && random.chance(0.4) ? undefined : random.integer(40));
  }
  change(COUNTER, commit);
  return changes;
}

/** Seeds of the pieces after so many commits. */
export function stateAfter(commits: number): Map<string, number> {
  const state = new Map<string, number>();
  for (let commit = 1; commit <= commits; commit++) {
    for (const { id, seed } of changesOf(commit, state)) {
      if (seed === undefined) state.delete(id);
      else state.set(id, seed);
    }
  }
  return state;
}
