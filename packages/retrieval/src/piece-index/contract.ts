/** How a vector is stored: one byte a dimension, or four. */
export type VectorPrecision = 'int8' | 'float32';

/** A piece of an index: who it is, and which rows of the columns are its own. */
export interface IndexedPiece {
  /** Unique in its index. */
  readonly id: string;
  readonly title?: string;
  /** Pieces with one work id are references of one work (score, performances …): their matches merge. */
  readonly workId?: string;
  /** First row of the frame columns. */
  readonly firstFrame: number;
  /** 0 for a piece without a note in range; such a piece is never found. */
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

/** The frames of all pieces, one piece after the other. */
export interface FrameColumns {
  /** Onset of each frame in seconds from its piece's start, size n, ascending within a piece. */
  readonly startSeconds: Float32Array;
  /** Size n + 1: frame i holds `pitches[offsets[i] .. offsets[i + 1])`. */
  readonly offsets: Uint32Array;
  /** MIDI note numbers, ascending within a frame, 21 to 108. */
  readonly pitches: Uint8Array;
}

/** Pieces as embeddings of their windows, with what it takes to say where in a piece a window lies. Read-only. */
export interface PieceIndex {
  /** Id of the encoder that made the vectors. */
  readonly encoderId: string;
  /** Length d of a vector. */
  readonly dimensions: number;
  readonly windowContract: WindowContract;
  readonly precision: VectorPrecision;
  readonly pieces: readonly IndexedPiece[];
  readonly frames: FrameColumns;
  /** Number of windows w. */
  readonly windowCount: number;
  /** First frame of each window, counted within its piece, size w. */
  readonly windowFirstFrames: Uint32Array;
  /**
   * Size w * d, row-major `[window][dimension]`. float32: Euclidean length 1. int8: the direction alone, scaled so that
   * the largest component is 127 in magnitude; divide by the row's length to get the unit vector.
   */
  readonly vectors: Int8Array | Float32Array;
}
