const SEMITONES: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const ACCIDENTALS: Readonly<Record<string, number>> = { n: 0, '#': 1, '##': 2, b: -1, bb: -2 };
const SHARP_ORDER = 'fcgdaeb';
const MAJOR_KEYS = ['Cb', 'Gb', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'C#'];
const MINOR_KEYS = ['ab', 'eb', 'bb', 'f', 'c', 'g', 'd', 'a', 'e', 'b', 'f#', 'c#', 'g#', 'd#', 'a#'];

/** Semitones by which a key signature alters each letter; letters that are not in it stay. */
export type KeySignature = ReadonlyMap<string, number>;

/**
 * The key signature of a key.
 * @param key upper case for major, lower case for minor: `G`, `Bb`, `e`, `f#`
 * @returns undefined if no signature of up to seven sharps or flats belongs to it
 */
export function keySignature(key: string): KeySignature | undefined {
  const index = Math.max(MAJOR_KEYS.indexOf(key), MINOR_KEYS.indexOf(key));
  if (index < 0) return undefined;
  const fifths = index - 7;
  const letters = fifths >= 0 ? SHARP_ORDER.slice(0, fifths) : SHARP_ORDER.slice(fifths);
  return new Map([...letters].map((letter) => [letter, Math.sign(fifths)]));
}

/** A note name as written, without its duration: letter, accidental, and octave where it is written. */
export interface WrittenPitch {
  readonly letter: string;
  readonly accidental: string | undefined;
  readonly octave: number | undefined;
}

/** @param name such as `c`, `f#4`, `bb`, `en5` @returns undefined if it is no note name */
export function readPitch(name: string): WrittenPitch | undefined {
  const match = /^([a-g])(##|#|bb|b|n)?(\d)?$/.exec(name);
  if (match === null) return undefined;
  return {
    letter: match[1]!,
    accidental: match[2],
    octave: match[3] === undefined ? undefined : Number(match[3]),
  };
}

/** MIDI number of a written pitch in `octave`; middle C is `c4`, 60. It may lie outside 0 to 127. */
export function midiPitch({ letter, accidental }: WrittenPitch, octave: number, signature: KeySignature): number {
  const alteration = accidental === undefined ? (signature.get(letter) ?? 0) : ACCIDENTALS[accidental]!;
  return 12 * (octave + 1) + SEMITONES[letter]! + alteration;
}

/** True if letter `a` stands lower in the octave (which begins at c) than letter `b`. */
export function isLowerLetter(a: string, b: string): boolean {
  return SEMITONES[a]! < SEMITONES[b]!;
}
