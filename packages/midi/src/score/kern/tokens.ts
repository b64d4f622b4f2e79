import { semitonesOfLetter, stepOfLetter } from '../model/letters.js';
import type { SpelledPitch } from '../model/neighbours.js';
import type { Ornament } from '../model/note-marks.js';

/** A note of **kern. */
export interface KernNote {
  /** MIDI note number; may lie outside 0..127. */
  readonly pitch: number;
  readonly tieStart: boolean;
  readonly tieStop: boolean;
  /** As it is spelled; middle C is in octave 4. */
  readonly spelled: SpelledPitch;
  readonly ornament: KernOrnament | undefined;
  /** The note is one of a broken chord. */
  readonly isArpeggiated: boolean;
  /** Value of the strokes that the note is repeated in, such as 32; undefined where it is not. */
  readonly tremoloValue: number | undefined;
}

/** An ornament with as much of its neighbours as its letter says, in semitones. */
export type KernOrnament = Pick<Ornament, 'kind'> & Partial<Pick<Ornament, 'up' | 'down'>>;

/** What stands in one spine at one moment: notes that sound together, or a rest. */
export interface KernEvent {
  /** None for a rest. */
  readonly notes: readonly KernNote[];
  /** Quarters; undefined where no duration is written. */
  readonly quarters: number | undefined;
  readonly isGrace: boolean;
  /** Grace notes that are written without a stroke, as `qq`. */
  readonly isLongGrace: boolean;
}

const MIDDLE_C = 60;
const MAX_QUARTERS = 1024;

/** By their letters; capital ones are of a whole tone where there are two. */
const ORNAMENTS: Readonly<Record<string, KernOrnament>> = {
  T: { kind: 'trill', up: 2 },
  t: { kind: 'trill', up: 1 },
  M: { kind: 'lower-mordent', down: 2 },
  m: { kind: 'lower-mordent', down: 1 },
  W: { kind: 'upper-mordent', up: 2 },
  w: { kind: 'upper-mordent', up: 1 },
  S: { kind: 'turn' },
  $: { kind: 'inverted-turn' },
};

/** @returns undefined for a token that is neither notes nor a rest */
export function parseEvent(token: string): KernEvent | undefined {
  const notes: KernNote[] = [];
  let quarters: number | undefined;
  let isGrace = false;
  let isLongGrace = false;
  let isRest = false;
  for (const part of token.split(' ')) {
    if (part === '') continue;
    quarters ??= parseDuration(part);
    if (part.includes('q')) isGrace = true;
    if (part.includes('qq')) isLongGrace = true;
    if (part.includes('r')) {
      isRest = true;
      continue;
    }
    const note = parseNote(part);
    if (note) notes.push(note);
  }
  return notes.length === 0 && !isRest ? undefined : { notes, quarters, isGrace, isLongGrace };
}

/** `8.`, `12`, `3%2` (two thirds of a whole note), `0` (a breve), `00`; the first number of a token. */
function parseDuration(token: string): number | undefined {
  const match = /(\d+)(?:%(\d+))?(\.*)/.exec(token);
  if (match === null) return undefined;
  const [, digits, denominator, dots] = match as unknown as [string, string, string | undefined, string];
  const wholes = /^0+$/.test(digits) ? 2 ** digits.length : Number(denominator ?? 1) / Number(digits);
  const quarters = 4 * wholes * (2 - 2 ** -dots.length);
  return quarters > 0 && quarters <= MAX_QUARTERS ? quarters : undefined;
}

function parseNote(token: string): KernNote | undefined {
  // Hidden notes (yy) sound as others do.
  const letters = /([a-g])\1*|([A-G])\2*/.exec(token)?.[0];
  if (letters === undefined) return undefined;
  const isHigh = letters[0]! >= 'a';
  const octaves = isHigh ? letters.length - 1 : -letters.length;
  const accidental = /^(?:#+|-+)/.exec(token.slice(token.indexOf(letters) + letters.length))?.[0] ?? '';
  const altered = accidental[0] === '#' ? accidental.length : -accidental.length;
  const tremoloValue = Number(/(?<!@)@(\d+)@/.exec(token)?.[1] ?? 0);
  return {
    pitch: MIDDLE_C + 12 * octaves + semitonesOfLetter(letters[0]!)! + altered,
    spelled: { step: stepOfLetter(letters[0]!)!, octave: 4 + octaves, alter: altered },
    ornament: ORNAMENTS[/[TtMmWwS$]/.exec(token)?.[0] ?? ''],
    isArpeggiated: token.includes(':'),
    tremoloValue: tremoloValue > 0 ? tremoloValue : undefined,
    tieStart: /[[_]/.test(token),
    tieStop: /[\]_]/.test(token),
  };
}

/** What a bar line says. */
export interface KernBar {
  /** '' where it has no number. */
  readonly number: string;
  readonly endsRepeat: boolean;
  readonly startsRepeat: boolean;
}

/** @param token one that begins with `=` */
export function parseBar(token: string): KernBar {
  const number = /^=+(\d+[a-z]?)/.exec(token)?.[1] ?? '';
  const style = token.slice(token.indexOf(number) + number.length);
  return {
    number,
    endsRepeat: /:[|!]/.test(style),
    startsRepeat: /[|!]:/.test(style),
  };
}

/** `*M6/8`, `*M3+2/8`; undefined for anything else. */
export function parseMeterInterpretation(token: string): { beats: number; beatType: number } | undefined {
  const match = /^\*M(\d{1,3}(?:\+\d{1,3})*)\/(\d{1,3})(?:%\d+)?$/.exec(token);
  if (match === null) return undefined;
  const beats = match[1]!.split('+').reduce((sum, part) => sum + Number(part), 0);
  const beatType = Number(match[2]);
  // `0` stands for a breve.
  return beats > 0 && beats <= 128 && beatType <= 128
    ? { beats, beatType: beatType === 0 ? 0.5 : beatType }
    : undefined;
}

/** `*MM112`, `*MM96.5`, `*MM[Allegro]` (undefined); quarters a minute. */
export function parseTempoInterpretation(token: string): number | undefined {
  const match = /^\*MM(\d{1,4}(?:\.\d{1,4})?)(?:-\d+)?$/.exec(token);
  const quartersPerMinute = Number(match?.[1] ?? 0);
  return quartersPerMinute > 0 ? quartersPerMinute : undefined;
}

/** `*k[f#c#]`: sharps of the key signature, flats negative; undefined for another interpretation. */
export function parseKeySignature(token: string): number | undefined {
  const letters = /^\*k\[((?:[a-g][#-])*)\]$/.exec(token)?.[1];
  if (letters === undefined) return undefined;
  const count = letters.length / 2;
  return letters.includes('-') ? -count : count;
}
