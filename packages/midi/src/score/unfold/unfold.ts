import { tooManyMeasures } from '../errors.js';
import type { JumpMarks, RepeatEnd, WrittenMeasure } from '../model/written-score.js';
import { type EndingBracket, type EndingGroup, findEndingGroups } from './ending-groups.js';

export interface UnfoldOptions {
  /** @default 100_000 */
  readonly maxMeasures?: number;
}

/**
 * The order in which measures are played.
 *
 * A section between repeat signs is played twice, or as often as its sign or its endings say; without a sign at its
 * beginning it starts behind the last section, or at the start. Sections may lie in each other. "Da capo" and "dal segno"
 * are followed once each, when the repeats that end with them are done. What they lead back to is played as custom has
 * it: without repeats, with the last ending, up to "fine", or from "to coda" on at the coda, where repeats count again.
 * @param measures n of them
 * @returns places in `measures`; every jump is followed once, so that the list is finite
 * @throws ScoreParseError for more than `maxMeasures`
 */
export function unfoldMeasures(
  measures: readonly WrittenMeasure[],
  { maxMeasures = 100_000 }: UnfoldOptions = {},
): number[] {
  return new Unfolding(measures, maxMeasures).order();
}

/** A section that is being played. */
interface Section {
  readonly start: number;
  /** From 1. */
  pass: number;
}

class Unfolding {
  readonly #measures: readonly WrittenMeasure[];
  readonly #groups: readonly (EndingGroup | undefined)[];
  readonly #maxMeasures: number;
  readonly #order: number[] = [];
  /** Sections begun, the innermost last. */
  #sections: Section[] = [];
  /** Where a section without a sign at its beginning starts. */
  #implicitStart = 0;
  /** Whether a jump led back to what has been played, so that repeats are left out. */
  #isReplay = false;
  /** Measures whose "da capo" or "dal segno" has been followed. */
  readonly #followed = new Set<number>();

  constructor(measures: readonly WrittenMeasure[], maxMeasures: number) {
    this.#measures = measures;
    this.#groups = findEndingGroups(measures);
    this.#maxMeasures = maxMeasures;
  }

  order(): number[] {
    let at: number | undefined = 0;
    while (at !== undefined && at < this.#measures.length) at = this.#play(at);
    return this.#order;
  }

  /** Plays a measure, or passes over its ending. @returns the next one; undefined at the end of the piece */
  #play(at: number): number | undefined {
    const measure = this.#measures[at]!;
    const group = this.#groups[at];
    const bracket = group?.brackets.find(({ first, last }) => first <= at && at <= last);
    if (measure.startsRepeat && this.#sections.at(-1)?.start !== at) this.#sections.push({ start: at, pass: 1 });
    if (group && bracket && !this.#isPlayed(group, bracket)) {
      if (bracket.last === group.last) this.#leaveGroup(group);
      return bracket.last + 1;
    }
    this.#order.push(at);
    if (this.#order.length > this.#maxMeasures) throw tooManyMeasures(this.#maxMeasures);
    const repeat = measure.repeatEnd ?? (group && bracket && impliedRepeat(group, bracket, at, measure));
    if (repeat) {
      const back = this.#repeat(at, repeat, group);
      if (back !== undefined) return back;
    }
    if (group?.last === at) this.#leaveGroup(group);
    return this.#jump(at, measure.marks);
  }

  #isPlayed(group: EndingGroup, bracket: EndingBracket): boolean {
    if (!this.#isReplay) return bracket.passes.includes(this.#sections.at(-1)?.pass ?? 1);
    const leadsOut = group.brackets.find((each) => this.#leadsOut(each));
    if (leadsOut) return leadsOut === bracket;
    const isLone = group.brackets.length === 1;
    return isLone ? group.times === undefined : group.brackets.at(-1) === bracket;
  }

  /** Whether a bracket has the "fine" or "to coda" that a replay is on its way to. */
  #leadsOut({ first, last }: EndingBracket): boolean {
    return this.#measures.slice(first, last + 1).some(({ marks }) => marks.fine || marks.toCoda !== undefined);
  }

  /** @returns the start of the section, where it is to be played again */
  #repeat(at: number, repeat: RepeatEnd, group: EndingGroup | undefined): number | undefined {
    if (this.#sections.length === 0) this.#sections.push({ start: this.#implicitStart, pass: 1 });
    const section = this.#sections.at(-1)!;
    const isLeftOut = this.#isReplay && !repeat.afterJump;
    if (!isLeftOut && section.pass < (group?.times ?? repeat.times ?? 2)) {
      section.pass++;
      return section.start;
    }
    this.#closeSection(at);
    return undefined;
  }

  /** Behind its endings a section is over, whether or not a repeat sign stands there. */
  #leaveGroup({ last, times }: EndingGroup): void {
    if (times !== undefined && this.#implicitStart !== last + 1) this.#closeSection(last);
  }

  #closeSection(last: number): void {
    this.#sections.pop();
    this.#implicitStart = last + 1;
  }

  #jump(at: number, { fine, toCoda, daCapo, dalSegno }: JumpMarks): number | undefined {
    if (this.#isReplay) {
      if (fine) return undefined;
      if (toCoda !== undefined) {
        const coda = this.#find(at + 1, 1, ({ marks }) => marks.coda, toCoda);
        if (coda !== undefined) return this.#goTo(coda, false);
      }
    }
    if (!daCapo && dalSegno === undefined) return at + 1;
    if (this.#followed.has(at)) {
      // What comes now has not been played before.
      this.#isReplay = false;
      if (this.#sections.length === 0) this.#implicitStart = at + 1;
      return at + 1;
    }
    this.#followed.add(at);
    const segno = dalSegno === undefined ? undefined : this.#find(at, -1, ({ marks }) => marks.segno, dalSegno);
    return this.#goTo(segno ?? 0, true);
  }

  #goTo(target: number, isReplay: boolean): number {
    this.#isReplay = isReplay;
    this.#sections = [];
    this.#implicitStart = target;
    return target;
  }

  /** The nearest mark of a label, from a measure on, in one direction; else the nearest of any label. */
  #find(
    from: number,
    step: 1 | -1,
    labelOf: (measure: WrittenMeasure) => string | undefined,
    label: string,
  ): number | undefined {
    let ofOtherLabel: number | undefined;
    for (let at = from; at >= 0 && at < this.#measures.length; at += step) {
      const found = labelOf(this.#measures[at]!);
      if (found === label) return at;
      if (found !== undefined) ofOtherLabel ??= at;
    }
    return ofOtherLabel;
  }
}

/** An ending that others follow leads back to the section's start even where its repeat sign was forgotten. */
function impliedRepeat(
  group: EndingGroup,
  { last }: EndingBracket,
  at: number,
  { marks }: WrittenMeasure,
): RepeatEnd | undefined {
  const jumps = marks.daCapo || marks.dalSegno !== undefined;
  return last === at && last !== group.last && !jumps ? {} : undefined;
}
