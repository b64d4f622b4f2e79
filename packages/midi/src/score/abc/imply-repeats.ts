import type { ScoreBuilder } from '../model/score-builder.js';

/**
 * Gives a repeat sign that lacks its beginning one at the last double bar or part before it: tunes of several parts are
 * mostly written so.
 * @param sectionStarts measures behind a double bar or a repeat sign, and those that parts begin with
 */
export function implyRepeats(builder: ScoreBuilder, sectionStarts: ReadonlySet<number>): void {
  let hasStart = false;
  let sectionStart = 0;
  for (let index = 0; index < builder.measureCount; index++) {
    const { startsRepeat, repeatEnd, ending } = builder.measure(index);
    if (startsRepeat) hasStart = true;
    // Endings belong to what is before them.
    if (sectionStarts.has(index) && ending === undefined) sectionStart = index;
    if (repeatEnd === undefined) continue;
    if (!hasStart && sectionStart > 0) builder.measure(sectionStart).startsRepeat = true;
    hasStart = false;
  }
}
