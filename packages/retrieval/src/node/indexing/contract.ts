import type { Progress, RunOptions } from '@midizero/core';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import type { PieceFileIssue, PieceReader } from '../read-pieces.js';

/** A file to be indexed. */
export interface PieceFile {
  readonly path: string;
  /** Id of its piece. */
  readonly name: string;
}

/**
 * How a thread of its own makes the encoder, which cannot be sent there: `await (await import(module))[name](...args)`.
 */
export interface EncoderModule {
  /** What to import: a file URL, such as `import.meta.resolve('@midizero/encoder/node')` gives. */
  readonly module: string;
  /** Name of the function that gives the encoder. */
  readonly name: string;
  /** What the function is called with: anything that structured clone can copy. */
  readonly args: readonly unknown[];
}

export interface IndexingProgress extends Progress {
  /** Since the start, files that had not changed left out; undefined at first. */
  readonly filesPerSecond: number | undefined;
  /** Estimated; undefined at first. */
  readonly secondsLeft: number | undefined;
}

export interface IndexFilesOptions extends Pick<RunOptions, 'signal'> {
  /** The encoder that the store's settings name. */
  readonly encoder: WindowEncoder;
  /**
   * Makes the same encoder in threads of their own, which then read and encode the files side by side.
   * @default everything happens in this thread
   */
  readonly encoderModule?: EncoderModule | undefined;
  /** Threads, where there is an `encoderModule`. @default one for each core, and none for a few files */
  readonly workers?: number | undefined;
  /**
   * URL of the threads' program, for programs that are bundled into one file and bring it along.
   * @default `@midizero/retrieval/indexing-worker`
   */
  readonly workerUrl?: string | undefined;
  /** Makes notes of the files that it claims, such as recordings, in this thread. @default there are none */
  readonly reader?: PieceReader | undefined;
  /** Whether pieces of other files than these are taken out. @default false */
  readonly removesOthers?: boolean | undefined;
  /** Seconds from one commit to the next: what a kill can cost. @default 5 */
  readonly commitSeconds?: number | undefined;
  /** Called for each file that is passed over. @default such files are passed over in silence */
  readonly onIssue?: ((issue: PieceFileIssue) => void) | undefined;
  readonly onProgress?: ((progress: IndexingProgress) => void) | undefined;
}

/** What became of the files. */
export interface IndexFilesReport {
  readonly added: number;
  readonly replaced: number;
  /** Files whose size and time were those of the index: they were not read. */
  readonly unchanged: number;
  /** Pieces taken out. */
  readonly removed: number;
  readonly skipped: readonly PieceFileIssue[];
  /** Windows of the pieces added and replaced. */
  readonly windows: number;
}
