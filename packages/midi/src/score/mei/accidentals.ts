import { semitonesOfLetter } from '../model/letters.js';
import { lookUp } from '../model/look-up.js';
import { neighboursOf, type SpelledPitch } from '../model/neighbours.js';
import { childrenOf, type XmlElement } from '../xml/parse-xml.js';

const NAMES = 'cdefgab';
const SHARPS = 'fcgdaeb';

const ALTERATIONS: Readonly<Record<string, number>> = {
  n: 0,
  s: 1,
  f: -1,
  ss: 2,
  x: 2,
  ff: -2,
  xs: 3,
  sx: 3,
  ts: 3,
  tf: -3,
  ns: 1,
  nf: -1,
  su: 1.5,
  sd: 0.5,
  fu: -0.5,
  fd: -1.5,
  nu: 0.5,
  nd: -0.5,
  '1qs': 0.5,
  '3qs': 1.5,
  '1qf': -0.5,
  '3qf': -1.5,
};

/** What an accidental raises a note by; undefined without one. */
export function alterationOfAccidental(accidental: string | undefined): number | undefined {
  return lookUp(ALTERATIONS, accidental ?? '');
}

/** Semitones that a key signature raises notes by, by the name of the note; none for the others. */
export type KeySignature = ReadonlyMap<string, number>;

/** `2s`, `3f`, `0`; undefined for anything else. */
export function keyOfText(text: string | undefined): KeySignature | undefined {
  const match = /^(?:0|([1-7])([sf]))$/.exec(text ?? '');
  if (!match) return undefined;
  const count = Number(match[1] ?? 0);
  const names = match[2] === 's' ? [...SHARPS] : [...SHARPS].reverse();
  return new Map(names.slice(0, count).map((name) => [name, match[2] === 's' ? 1 : -1]));
}

/** A `keySig` element: by its `sig`, or accidental by accidental. */
export function keyOfElement(element: XmlElement): KeySignature | undefined {
  const accidentals = childrenOf(element, 'keyAccid').map(
    ({ attributes: { pname = '', accid = '' } }): [string, number] => [pname, lookUp(ALTERATIONS, accid) ?? 0],
  );
  return accidentals.length > 0 ? new Map(accidentals) : keyOfText(element.attributes.sig);
}

/** The accidentals of one staff: its key signature, and those of the measure. */
export class StaffAccidentals {
  key: KeySignature = new Map();
  readonly #inMeasure = new Map<string, number>();

  startMeasure(): void {
    this.#inMeasure.clear();
  }

  /**
   * Semitones that a note is raised by. What the note says itself comes first, how it sounds before how it is written;
   * then an accidental before it in the measure, of its octave; then the key signature.
   */
  alterationOf(note: XmlElement, name: string, octave: number): number {
    const accidentals = [note, ...childrenOf(note, 'accid')].map(({ attributes }) => attributes);
    const sounding = accidentals
      .map((each) => lookUp(ALTERATIONS, each['accid.ges'] ?? ''))
      .find((value) => value !== undefined);
    const written = accidentals
      .map((each) => lookUp(ALTERATIONS, each.accid ?? ''))
      .find((value) => value !== undefined);
    const place = name + octave;
    if (written !== undefined) this.#inMeasure.set(place, written);
    return sounding ?? written ?? this.#inMeasure.get(place) ?? this.key.get(name) ?? 0;
  }

  /** Semitones to the neighbours of a note, by the accidentals before it in the measure and the key. */
  neighboursOf(pitch: SpelledPitch): ReturnType<typeof neighboursOf> {
    return neighboursOf(pitch, (step, octave) => {
      const name = NAMES[step]!;
      return this.#inMeasure.get(name + octave) ?? this.key.get(name) ?? 0;
    });
  }

  /** Whether a note says itself how it is raised. */
  static isExplicit(note: XmlElement): boolean {
    return [note, ...childrenOf(note, 'accid')].some(
      ({ attributes }) => attributes.accid !== undefined || attributes['accid.ges'] !== undefined,
    );
  }
}

/** MIDI note number without alteration; undefined for a name or octave that makes no sense. */
export function naturalPitch(name: string | undefined, octave: number | undefined): number | undefined {
  const semitones = name !== undefined && /^[a-g]$/.test(name) ? semitonesOfLetter(name) : undefined;
  return semitones === undefined || octave === undefined ? undefined : 12 * (octave + 1) + semitones;
}
