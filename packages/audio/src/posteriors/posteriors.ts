/** What the network says of a stretch of sound, frame by frame: rows of 88 keys, row-major, probabilities 0 to 1. */
export interface Posteriors {
  /** Number of the first frame, counted from the recording's beginning. */
  readonly firstFrame: number;
  /** Rows n. */
  readonly frameCount: number;
  /** n · 88: a note begins here. */
  readonly onsets: Float32Array;
  /** n · 88: a note sounds here. */
  readonly frames: Float32Array;
  /** n: root mean square of the samples around each frame, full scale 1. */
  readonly levels: Float32Array;
}
