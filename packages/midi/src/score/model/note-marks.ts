/**
 * A sign over a note that stands for a figure of short notes:
 * - `trill`: the note and its upper neighbour in turns, for as long as the note lasts
 * - `upper-mordent`: the note, its upper neighbour, the note ("inverted mordent", short trill, Pralltriller)
 * - `lower-mordent`: the note, its lower neighbour, the note ("mordent")
 * - `turn`: upper neighbour, note, lower neighbour, note; `inverted-turn` the other way round
 * - `roll`: the note, its upper neighbour, the note, its lower neighbour, the note
 * - `delayed-turn`, `delayed-inverted-turn`: the note first, the turn before the next one
 */
export type OrnamentKind =
  | 'trill'
  | 'upper-mordent'
  | 'lower-mordent'
  | 'turn'
  | 'inverted-turn'
  | 'roll'
  | 'delayed-turn'
  | 'delayed-inverted-turn';

/** A figure of short notes that a sign stands for. */
export interface Ornament {
  readonly kind: OrnamentKind;
  /** Semitones from the note up to its upper neighbour; 0 for drums, which have none. */
  readonly up: number;
  /** Semitones from the note down to its lower neighbour. */
  readonly down: number;
  /** Trills: the note they begin on. @default 'main' */
  readonly startsOn?: 'main' | 'upper';
  /** Trills: whether they end with the lower neighbour and the note. @default false */
  readonly endsWithTurn?: boolean;
  /** Mordents: two strokes instead of one. @default false */
  readonly isLong?: boolean;
}

/** A chord that is broken, one note after the other. */
export interface Arpeggio {
  readonly direction: 'up' | 'down';
  /** Tells chords of one part that are broken at once apart. */
  readonly group: string;
}

/** A note that is struck again and again, or in turns with another. */
export interface Tremolo {
  /** From one stroke to the next, more than 0. */
  readonly strokeTicks: number;
  /**
   * `single`: this note alone. `first` and `second`: the two notes or chords of an alternation, each written for half of the
   * time that both last together.
   */
  readonly role: 'single' | 'first' | 'second';
}

/**
 * When a grace note is played: `short` on the beat and at once, as those with a stroke; `long` on the beat, for half of the
 * note it leads to; `before` the beat.
 */
export type GraceStyle = 'short' | 'long' | 'before';

/** What signs say about how a note is played, beyond its pitch and length. */
export interface NoteMarks {
  readonly ornament?: Ornament;
  readonly arpeggio?: Arpeggio;
  readonly tremolo?: Tremolo;
  /** Of grace notes. @default 'before' */
  readonly grace?: GraceStyle;
}
