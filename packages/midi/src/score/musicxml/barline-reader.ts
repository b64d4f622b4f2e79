import { passesOf } from '../model/passes.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import type { Ending } from '../model/written-score.js';
import { childOf, childrenOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';

/** Reads repeats and endings from the bar lines of one part. */
export class BarlineReader {
  readonly #builder: ScoreBuilder;
  #measure = 0;
  /** The ending that the measure is in. */
  #ending: Ending | undefined;
  #endsHere = false;
  /** A sign at the end of the measure before begins a repeat here. */
  #startsRepeat = false;

  constructor(builder: ScoreBuilder) {
    this.#builder = builder;
  }

  startMeasure(measure: number): void {
    this.#measure = measure;
    this.#endsHere = false;
    if (this.#startsRepeat) this.#builder.measure(measure).startsRepeat = true;
    this.#startsRepeat = false;
  }

  /** Puts the measure into the ending that it is in, unless another part has done so. */
  endMeasure(): void {
    const draft = this.#builder.measure(this.#measure);
    if (this.#ending) draft.ending ??= this.#ending;
    if (this.#endsHere) this.#ending = undefined;
  }

  read(barline: XmlElement): void {
    const isLeft = barline.attributes.location === 'left';
    for (const repeat of childrenOf(barline, 'repeat')) this.#readRepeat(repeat, isLeft);
    for (const ending of childrenOf(barline, 'ending')) this.#readEnding(ending);
    const { segno, coda } = barline.attributes;
    if (segno !== undefined || childOf(barline, 'segno')) this.#builder.mark(this.#measure, { segno: segno ?? '' });
    if (coda !== undefined || childOf(barline, 'coda')) this.#builder.mark(this.#measure, { coda: coda ?? '' });
  }

  #readRepeat({ attributes }: XmlElement, isLeft: boolean): void {
    const { direction, times: count, 'after-jump': afterJump } = attributes;
    if (direction === 'forward') {
      if (isLeft) this.#builder.measure(this.#measure).startsRepeat = true;
      else this.#startsRepeat = true;
      return;
    }
    const times = numberFrom(count);
    const measure = Math.max(0, this.#measure - (isLeft ? 1 : 0));
    this.#builder.measure(measure).repeatEnd = {
      ...(times !== undefined && times >= 1 && { times }),
      ...(afterJump === 'yes' && { afterJump: true }),
    };
  }

  #readEnding({ attributes }: XmlElement): void {
    const { type, number = '' } = attributes;
    if (type === 'start') {
      this.#ending = { passes: passesOf(number) };
      this.#endsHere = false;
    } else {
      this.#endsHere = true;
    }
  }
}
