import type { WrittenNote } from '../model/written-score.js';
import { childOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';

/** Signs repeat one, two or four measures; no more are kept. */
const MOST_MEASURES = 8;

/** Plays the signs that stand for the measures before them, staff by staff of one part. */
export class MeasureRepeats {
  /** How many measures the sign repeats, by staff; key 0 is for all of them. */
  readonly #periods = new Map<number, number>();
  /** The notes of the last measures, the latest last. */
  readonly #measures: (readonly WrittenNote[])[] = [];

  /** A `measure-style`, which may begin or end a row of signs. */
  read(style: XmlElement): void {
    const sign = childOf(style, 'measure-repeat');
    if (sign === undefined) return;
    const staff = numberFrom(style.attributes.number) ?? 0;
    const count = numberFrom(sign.text) ?? 1;
    const isPeriod = Number.isInteger(count) && count >= 1 && count <= MOST_MEASURES;
    if (sign.attributes.type === 'start' && isPeriod) this.#periods.set(staff, count);
    else this.#periods.delete(staff);
  }

  /**
   * The notes of a measure with those that signs stand for. Where a staff has notes of its own under a sign, the file has written
   * them out.
   */
  complete(measure: number, own: readonly WrittenNote[]): readonly WrittenNote[] {
    const notes = [...own];
    for (const [staff, period] of this.#periods) {
      const isOfStaff = (note: WrittenNote): boolean => staff === 0 || note.staff === staff;
      if (own.some(isOfStaff)) continue;
      const repeated = this.#measures.at(-period) ?? [];
      for (const note of repeated.filter(isOfStaff)) notes.push({ ...note, measure });
    }
    this.#measures.push(notes);
    if (this.#measures.length > MOST_MEASURES) this.#measures.shift();
    return notes;
  }
}
