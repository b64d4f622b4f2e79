/** A length as it is written: so many unit lengths. */
export interface AbcLength {
  readonly numerator: number;
  readonly denominator: number;
}

/** A note's name, before key and bar have their say. */
export interface AbcPitch {
  /** `C` to `B`. */
  readonly letter: string;
  /** Octaves above the one that begins at middle C. */
  readonly octave: number;
  /** Semitones of the accidental before the note, undefined where there is none. */
  readonly accidental: number | undefined;
}

/** What a bar line says. */
export interface AbcBar {
  /** How often what ends here is played; 1 where nothing is repeated. */
  readonly timesPlayed: number;
  readonly startsRepeat: boolean;
  /** Whether a section ends here: any line but a simple one. */
  readonly endsSection: boolean;
}

/** What a token is, apart from its place. */
export type AbcTokenContent =
  | { readonly kind: 'note'; readonly pitch: AbcPitch; readonly length: AbcLength }
  | { readonly kind: 'rest'; readonly length: AbcLength }
  | { readonly kind: 'measure-rest'; readonly measures: number }
  | { readonly kind: 'chord-start' }
  | { readonly kind: 'chord-end'; readonly length: AbcLength }
  | { readonly kind: 'grace-start' }
  | { readonly kind: 'grace-end' }
  | { readonly kind: 'bar'; readonly bar: AbcBar }
  /** `passes` ascend, from 1; none where no number makes sense. */
  | { readonly kind: 'ending'; readonly passes: readonly number[] }
  /** `notes` notes in the time of `inTimeOf`, undefined where the metre says it; for the next `count` ones. */
  | { readonly kind: 'tuplet'; readonly notes: number; readonly inTimeOf: number | undefined; readonly count: number }
  /** `steps` times shorter and longer; more than 0 where the first note is the longer one. */
  | { readonly kind: 'broken'; readonly steps: number }
  | { readonly kind: 'tie' }
  | { readonly kind: 'overlay'; readonly bars: number }
  | { readonly kind: 'field'; readonly letter: string; readonly value: string }
  | { readonly kind: 'decoration'; readonly name: string }
  /** A letter that stands for a decoration. */
  | { readonly kind: 'symbol'; readonly letter: string }
  /** Text in quotes: a chord symbol or an annotation. */
  | { readonly kind: 'text'; readonly text: string }
  /** What has no meaning here. */
  | { readonly kind: 'unknown'; readonly text: string };

/** One piece of a line of music. */
export type AbcToken = AbcTokenContent & {
  /** From 1. */
  readonly column: number;
};
