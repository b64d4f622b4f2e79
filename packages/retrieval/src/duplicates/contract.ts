import type { RunOptions } from '@midizero/core';
import type { SearcherOptions } from '../search-pieces.js';

/** A stretch of a piece. */
export interface Stretch {
  /** Onset of its first frame, in seconds of the piece. */
  readonly startSeconds: number;
  /** Onset of its last frame. */
  readonly endSeconds: number;
}

/** Music that two pieces share. */
export interface SharedPassage {
  readonly first: Stretch;
  readonly second: Stretch;
  /** How well the notes agree: 1 for the same notes, around 0 for unrelated ones. */
  readonly agreement: number;
}

/** Two pieces that share most of the music of the shorter one, and the evidence. */
export interface DuplicatePair {
  /** The longer one, by notes. */
  readonly firstId: string;
  readonly secondId: string;
  /** Semitones by which the second lies above the first. */
  readonly transposition: number;
  /** Seconds of the second for a second of the first, by the median over the passages' frames. */
  readonly tempoRatio: number;
  /** Share of the first one's notes that lie in passages and are in the second too, 0 to 1. */
  readonly sharedOfFirst: number;
  /** Share of the second one's notes that are in the first too. */
  readonly sharedOfSecond: number;
  /** In the order of the first piece; a passage that comes again in one of the two may be there for each time. */
  readonly passages: readonly SharedPassage[];
}

export interface DuplicatePiece {
  readonly pieceId: string;
  readonly title?: string;
  readonly workId?: string;
  readonly noteCount: number;
  /** Onset of the last note in seconds. */
  readonly lastOnsetSeconds: number;
}

/** Pieces that hang together by pairs. */
export interface DuplicateGroup {
  /** Two or more, the longest first. */
  readonly pieces: readonly DuplicatePiece[];
  /** Pairs that were found, the surest first; not every two pieces of a large group need be one. */
  readonly pairs: readonly DuplicatePair[];
}

export interface DuplicatesOptions extends SearcherOptions, RunOptions {
  /** Share of the shorter piece's notes that two pieces must have in common, 0 to 1. @default 0.5 */
  readonly minimumShare?: number;
  /** Keys tried to either side, in semitones; 0 finds copies in the same key alone, and is faster. @default 6 */
  readonly transpositions?: number;
  /** Windows of each piece that look for others: more notice shorter passages in common. @default 16 */
  readonly samplesPerPiece?: number;
}
