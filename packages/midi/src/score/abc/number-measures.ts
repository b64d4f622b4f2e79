import { barLength, type ScoreBuilder } from '../model/score-builder.js';
import type { TimeSignature } from '../model/written-score.js';

/**
 * Numbers measures from 1, a pickup from 0. A measure that a repeat sign or a double bar ends before its bar is full, and
 * the rest of that bar behind it, have one number.
 * @param lengths ticks of each measure
 * @param sectionStarts measures behind a double bar or a repeat sign
 */
export function numberMeasures(
  builder: ScoreBuilder,
  lengths: readonly number[],
  sectionStarts: ReadonlySet<number>,
): void {
  let signature: TimeSignature = { beats: 4, beatType: 4 };
  let number = 0;
  let barLeft = 0;
  for (let index = 0; index < builder.measureCount; index++) {
    const draft = builder.measure(index);
    signature = draft.timeSignature ?? signature;
    const length = lengths[index] ?? 0;
    const barTicks = barLength(signature);
    const fills = sectionStarts.has(index) && barLeft > 0 && length <= barLeft;
    if (index > 0 && (draft.continuesBar || fills)) draft.continuesBar = true;
    else if (index > 0 || length >= barTicks || length === 0) number++;
    // What is left of a bar goes on behind a sign; a pickup's bar is not begun by it.
    barLeft = index === 0 && length < barTicks ? 0 : Math.max(0, (draft.continuesBar ? barLeft : barTicks) - length);
    draft.number = `${number}`;
  }
}
