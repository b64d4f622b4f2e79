import { lookUp } from '../model/look-up.js';
import { childOf, childrenOf, childText, numberFrom, type XmlElement } from '../xml/parse-xml.js';

const QUARTERS: Readonly<Record<string, number>> = {
  breve: 8,
  whole: 4,
  half: 2,
  quarter: 1,
  eighth: 1 / 2,
  '16th': 1 / 4,
  '32nd': 1 / 8,
};

/** Quarter notes a minute that a `sound` asks for; undefined where it says nothing usable. */
export function tempoOfSound({ attributes }: XmlElement): number | undefined {
  return positive(numberFrom(attributes.tempo));
}

/** Quarter notes a minute of a metronome mark such as "dotted quarter = 60"; undefined for other kinds. */
export function tempoOfMetronome(metronome: XmlElement): number | undefined {
  const quarters = lookUp(QUARTERS, childText(metronome, 'beat-unit') ?? '');
  // "c. 120", "120-132": the first number.
  const perMinute = positive(numberFrom(/\d+(?:\.\d+)?/.exec(childText(metronome, 'per-minute') ?? '')?.[0]));
  if (quarters === undefined || perMinute === undefined || childOf(metronome, 'metronome-note')) return undefined;
  const dots = childrenOf(metronome, 'beat-unit-dot').length;
  return perMinute * quarters * (2 - 2 ** -dots);
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
