import { ScoreBuilder } from '../model/score-builder.js';
import type { Ending, JumpMarks, WrittenMeasure } from '../model/written-score.js';

/** What is not the usual of a measure. */
export interface MeasureSketch extends JumpMarks {
  readonly startsRepeat?: boolean;
  /** How often the section that ends here is played; true where the score does not say. */
  readonly repeat?: true | number;
  readonly afterJump?: boolean;
  readonly ending?: Ending;
}

/** An ending, to be shared by the measures in it. */
export function ending(...passes: number[]): Ending {
  return { passes };
}

/** Empty measures, numbered from 1. */
export function sketchMeasures(...sketches: MeasureSketch[]): readonly WrittenMeasure[] {
  const builder = new ScoreBuilder({ maxMeasures: 1000, maxNotes: 0 });
  for (const [index, { startsRepeat, repeat, afterJump, ending: bracket, ...marks }] of sketches.entries()) {
    const measure = builder.measure(index);
    measure.number = `${index + 1}`;
    measure.marks = marks;
    if (startsRepeat) measure.startsRepeat = true;
    if (bracket) measure.ending = bracket;
    if (repeat) {
      measure.repeatEnd = { ...(repeat !== true && { times: repeat }), ...(afterJump && { afterJump }) };
    }
  }
  return builder.finish().measures;
}
