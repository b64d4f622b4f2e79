import type { Random } from '../../packages/core/src/index.js';

/** What is fuzzed: a reader, what damages its files, and what it promises. */
export interface FuzzTarget {
  /** Endings of the files that are damaged, with their dots, in lower case. */
  readonly extensions: readonly string[];
  /** Files made here, damaged beside those of the corpus. */
  readonly files: () => Uint8Array[];
  /** A damaged copy of one of `files`. */
  readonly mutate: (files: readonly Uint8Array[], random: Random) => Uint8Array;
  /** Options of one reading, as plain data. */
  readonly drawOptions: (random: Random) => object;
  /** Reading alone, whose memory is measured. @returns false where the input is refused with a typed error */
  readonly read: (bytes: Uint8Array, options: object) => boolean;
  /** Reads, and checks all that is promised of the result and of what comes after. @throws where a promise is broken */
  readonly check: (bytes: Uint8Array, options: object) => void;
}
