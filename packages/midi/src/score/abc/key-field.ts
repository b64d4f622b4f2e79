import { ACCIDENTAL_SEMITONES } from './accidentals.js';

/** Semitones that a key signature puts on each letter, `C` to `B`; letters that are left as they are are absent. */
export type KeySignature = ReadonlyMap<string, number>;

/** What a `K:` or `V:` field says about how music sounds. What it does not say is undefined. */
export interface AbcKeyField {
  readonly signature: KeySignature | undefined;
  /** Octaves that notes sound higher than written: of the clef and of `octave=`. */
  readonly octaves: number | undefined;
  /** Semitones that notes sound higher than written, by `transpose=`. */
  readonly semitones: number | undefined;
  readonly isPercussion: boolean | undefined;
}

const SHARPS = ['F', 'C', 'G', 'D', 'A', 'E', 'B'] as const;
/** Sharps of the major key on each letter. */
const MAJOR: Readonly<Record<string, number>> = { C: 0, G: 1, D: 2, A: 3, E: 4, B: 5, F: -1 };
const SIGNS: Readonly<Record<string, number>> = { '#': 7, b: -7 };
/** Sharps that each mode has more than major, by its first three letters. */
const MODES: Readonly<Record<string, number>> = {
  maj: 0,
  ion: 0,
  mix: -1,
  dor: -2,
  min: -3,
  aeo: -3,
  phr: -4,
  loc: -5,
  lyd: 1,
};
// Highland pipes: no signature is written, or one of two sharps; they sound alike.
const PIPES: KeySignature = new Map([
  ['F', 1],
  ['C', 1],
]);

const ACCIDENTAL_WORD = /^(?:(?:\^\^|\^|__|_|=)[A-Ga-g])+$/;
const CLEF_WORD = /^(?:clef=)?(?:treble|alto|tenor|bass|perc|none|[GCF])?[1-5]?(?:([+-])(8|15))?$/;

/** @returns undefined for a key that there is not */
export function parseKeyField(value: string): AbcKeyField | undefined {
  const words = value.trim().split(/\s+/);
  const properties = parseSoundProperties(value);
  const explicit = new Map(words.flatMap(accidentalsOf));
  const [first = '', second = ''] = words;
  if (/^H[Pp]$/.test(first)) return { ...properties, signature: PIPES };
  if (first === 'none') return { ...properties, signature: explicit };
  const tonic = /^([A-G])([#b]?)([a-z]*)$/i.exec(first);
  const mode = tonic === null ? undefined : sharpsOfMode(tonic[3] || second);
  if (tonic !== null && mode !== undefined) {
    const isOnlyExplicit = /^exp/i.test(tonic[3] || second);
    const sharps = MAJOR[tonic[1]!.toUpperCase()]! + (SIGNS[tonic[2]!] ?? 0) + mode;
    const written = isOnlyExplicit ? [] : signatureOf(sharps);
    return { ...properties, signature: new Map([...written, ...explicit]) };
  }
  // A clef alone, or nothing, leaves the key as it is.
  const namesNoKey = first === '' || first.includes('=') || CLEF_WORD.test(first) || ACCIDENTAL_WORD.test(first);
  if (!namesNoKey) return undefined;
  return { ...properties, signature: explicit.size > 0 ? explicit : undefined };
}

/** Clef, `octave=` and `transpose=` among the words of a field. */
export function parseSoundProperties(value: string): Omit<AbcKeyField, 'signature'> {
  const words = value.trim().split(/\s+/);
  const octaves: number[] = [];
  let semitones: number | undefined;
  for (const word of words) {
    const [, sign, steps] = CLEF_WORD.exec(word) ?? [];
    if (steps !== undefined) octaves.push((sign === '+' ? 1 : -1) * (steps === '8' ? 1 : 2));
    const [, name, number] = /^(octave|transpose)=(-?\d{1,2})$/.exec(word) ?? [];
    if (name === 'octave') octaves.push(Number(number));
    else if (name === 'transpose') semitones = Number(number);
  }
  return {
    octaves: octaves.length === 0 ? undefined : octaves.reduce((sum, each) => sum + each, 0),
    semitones,
    isPercussion: words.some((word) => /^(?:clef=)?perc$/.test(word)) ? true : undefined,
  };
}

/** Sharps more than major has; undefined for what begins like a mode and is none. What names something else is major. */
function sharpsOfMode(word: string): number | undefined {
  if (word === 'm') return MODES.min;
  const known = MODES[word.slice(0, 3).toLowerCase()];
  if (known !== undefined && !word.includes('=')) return known;
  const isOtherWord = word === '' || word.includes('=') || CLEF_WORD.test(word) || ACCIDENTAL_WORD.test(word);
  return isOtherWord || /^exp/i.test(word) ? 0 : undefined;
}

/** `^f` or `^f_b` as letters and semitones. */
function accidentalsOf(word: string): [string, number][] {
  if (!ACCIDENTAL_WORD.test(word)) return [];
  return Array.from(word.matchAll(/([_^=]+)([A-Ga-g])/g), ([, sign, letter]) => {
    return [letter!.toUpperCase(), ACCIDENTAL_SEMITONES[sign!]!];
  });
}

function signatureOf(sharps: number): Map<string, number> {
  const signature = new Map<string, number>();
  for (let i = 0; i < Math.abs(sharps); i++) {
    const letter = sharps > 0 ? SHARPS[i % 7]! : SHARPS[6 - (i % 7)]!;
    signature.set(letter, (signature.get(letter) ?? 0) + Math.sign(sharps));
  }
  return signature;
}
