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
 * The fingerprints of all readings. A fingerprint is a shape of three notes (two intervals and a ratio of two times, see
 * `fingerprints/shape.ts`) at the pitch of the first of them; its postings are the frames of that note.
 *
 * The bytes of a shape are runs by ascending pitch, one for each fingerprint: the MIDI note number in a byte, the number
 * of bytes to come, then the first frame and how far it is from each frame to the next. Numbers are LEB128: the lower
 * seven bits first, and a set eighth bit where more follow. One after the other, a shape's runs hold it at any run of
 * pitches, which is how transposed queries are looked up.
 */
export interface FingerprintTable {
  /** Size SHAPE_COUNT + 1, ascending: shape s has the bytes `shapeStarts[s] .. shapeStarts[s + 1]` of `postings`. */
  readonly shapeStarts: Uint32Array;
  /** Two and a half bytes for each posting in a library of piano music. */
  readonly postings: Uint8Array;
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
  /**
   * Missing where `hasFingerprints` is false. An index that was opened lacks the fingerprints that begin at so many of its
   * frames that no query is looked up by them; the file still has them.
   */
  readonly fingerprints?: FingerprintTable;
}
