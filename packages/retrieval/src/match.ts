import type { View } from './piece-index/contract.js';
import type { AlignedNotes } from './ranking/aligned-notes.js';
import type { BarRange } from './ranking/bars.js';
import type { Place } from './ranking/place.js';

/** A place of a piece, in an answer. */
export interface MatchedPlace extends Place {
  readonly pieceId: string;
  /** The score of the match that this place belongs to. */
  readonly score: number;
}

/** An answer: a piece, or one of a work's, with the place in it where the query fits best. */
export interface Match extends Place {
  readonly pieceId: string;
  readonly title?: string;
  readonly workId?: string;
  /** The bars that the place lies in, where the piece is a score. */
  readonly bars?: BarRange;
  /** The reading of the piece that the query fits best. */
  readonly view: View;
  /** Higher is better; comparable between the matches of one query. See {@link Aggregation} for its meaning. */
  readonly score: number;
  /** First onset of the query in seconds of the query's own time. */
  readonly queryStartSeconds: number;
  /** Last onset of the query in seconds of the query's own time. */
  readonly queryEndSeconds: number;
  /** Semitones by which the query lies above the piece. */
  readonly transposition: number;
  /** Seconds of the piece for a second of the query, by the median over the aligned frames: 2 for one played at half tempo. */
  readonly tempoRatio: number;
  /** The notes that query and piece share at the match's own place, and those that one of them lacks. */
  readonly alignedNotes: AlignedNotes;
  /**
   * Probability that the match is right, 0 to 1, by how many notes agree, how steadily they keep time and how far any
   * other work is behind. Calibrated on damaged excerpts of songs, half of them of pieces that the library lacks (decision
   * note 0035).
   */
  readonly confidence: number;
  /** Further places that fit as well (a repeated passage, another reference of the work), in order of piece and time. */
  readonly alternatives: readonly MatchedPlace[];
}
