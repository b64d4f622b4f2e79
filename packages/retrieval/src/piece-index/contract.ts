/** How a vector is stored: one byte a dimension, or four. */
export type VectorPrecision = 'int8' | 'float32';

/**
 * Which of a piece's notes a reading holds: all of them; the skyline, which is the highest notes; or one melody-like
 * part, told from the others by its track or, in files that keep all parts in one track, by its channel (both from 0).
 */
export type View = 'all' | 'skyline' | `track ${number}` | `channel ${number}`;

/** Kinds of views: `parts` stands for one view of each melody-like track or channel. */
export type ViewKind = 'all' | 'skyline' | 'parts';

/** The bars of a piece that is a score, as they are played: columns of one length. */
export interface PieceBars {
  /** As printed; a bar that is repeated comes again with its number. */
  readonly numbers: readonly string[];
  /** Ascending. */
  readonly startSeconds: readonly number[];
}

/** A piece of an index: who it is, and which readings are its own. */
export interface IndexedPiece {
  /** Unique in its index. */
  readonly id: string;
  readonly title?: string;
  /** Pieces with one work id are references of one work (score, performances …): their matches merge. */
  readonly workId?: string;
  /** Stands for what the piece was made from, such as a file's size and time: equal while that has not changed. */
  readonly sourceStamp?: string;
  /** Where the piece is a score. */
  readonly bars?: PieceBars;
  /** First row of {@link PieceIndex.readings}. */
  readonly firstReading: number;
  /** 0 for a piece without a note in range; such a piece is never found. */
  readonly readingCount: number;
}

/** One way to read a piece's notes, and which rows of the columns are its own. Times of all views are the piece's own. */
export interface IndexedReading {
  /** Row of the piece in {@link PieceIndex.pieces}. */
  readonly piece: number;
  readonly view: View;
  /** First row of the frame columns. */
  readonly firstFrame: number;
  /** 1 or more. */
  readonly frameCount: number;
  /** First row of the window columns. */
  readonly firstWindow: number;
  readonly windowCount: number;
}

/** How the windows of an index were cut; a query is cut with the same frames and window length. */
export interface WindowContract {
  /** Frames of a window. */
  readonly windowFrames: number;
  /** Frames from one window to the next. */
  readonly windowStep: number;
  /** Longest time from a frame's first onset to its last, in seconds. */
  readonly thresholdSeconds: number;
}

/** The frames of all readings, one reading after the other. */
export interface FrameColumns {
  /** Onset of each frame in seconds from its piece's start, size n, ascending within a reading. */
  readonly startSeconds: Float32Array;
  /** Size n + 1: frame i holds `pitches[offsets[i] .. offsets[i + 1])`. */
  readonly offsets: Uint32Array;
  /** MIDI note numbers, ascending within a frame, 21 to 108. */
  readonly pitches: Uint8Array;
}

/**
 * Fingerprints of some successive readings: sorted postings, 5 bytes each. A fingerprint is a shape of three notes
 * (two intervals and a ratio of two times, see `fingerprints/shape.ts`) at a pitch. The postings of shape s are rows
 * `shapeStarts[s] .. shapeStarts[s + 1]`, ascending by pitch, then frame: one range of rows holds a shape at one pitch,
 * and one range holds it at any run of pitches, which is how transposed queries are looked up.
 *
 * Tables of several segments are looked up one after the other; `firstFrame` says whose frames a table counts.
 */
export interface FingerprintTable {
  /** Row of the frame columns that `frames` counts from. */
  readonly firstFrame: number;
  /** Size SHAPE_COUNT + 1, ascending, from 0 to the number of postings n. */
  readonly shapeStarts: Uint32Array;
  /** MIDI note number of the first of the three notes, size n. */
  readonly pitches: Uint8Array;
  /** Frame of the first of the three notes, counted from `firstFrame`, size n. */
  readonly frames: Uint32Array;
}

/** What all pieces of an index have in common. */
export interface IndexSettings {
  /** Id of the encoder that made the vectors. */
  readonly encoderId: string;
  /** Length d of a vector. */
  readonly dimensions: number;
  readonly windowContract: WindowContract;
  readonly precision: VectorPrecision;
  /** How each piece is read. */
  readonly views: readonly ViewKind[];
  /** Whether the readings' fingerprints are in it. */
  readonly hasFingerprints: boolean;
}

/** Pieces as embeddings of their windows, with what it takes to say where in a piece a window lies. Read-only. */
export interface PieceIndex extends IndexSettings {
  readonly pieces: readonly IndexedPiece[];
  /** All readings of the first piece, then of the second and so on; their frames and windows come in the same order. */
  readonly readings: readonly IndexedReading[];
  readonly frames: FrameColumns;
  /** Number of windows w. */
  readonly windowCount: number;
  /** First frame of each window, counted within its reading, size w. */
  readonly windowFirstFrames: Uint32Array;
  /**
   * Size w * d, row-major `[window][dimension]`. float32: Euclidean length 1. int8: the direction alone, scaled so that
   * the largest component is 127 in magnitude; divide by the row's length to get the unit vector.
   */
  readonly vectors: Int8Array | Float32Array;
  /** Tables that together hold the fingerprints of all readings; missing where `hasFingerprints` is false. */
  readonly fingerprints?: readonly FingerprintTable[];
}
