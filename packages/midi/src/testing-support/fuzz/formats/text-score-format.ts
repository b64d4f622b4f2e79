import type { ReadScoreOptions } from '../../../score/options.js';
import type { ScoreFile } from '../../../score/score-file.js';

/** A format of scores as text, for damaging files of it. */
export interface TextScoreFormat {
  readonly extensions: readonly string[];
  /** Well-formed files that between them have most parts that a file can have. */
  readonly files: readonly string[];
  /** What files are made of, whole and in halves. */
  readonly words: readonly string[];
  /** Of formats in XML, well-formed elements: what music is made of, and what readers must not be misled by. */
  readonly elements?: readonly string[];
  /** All scores of a file. */
  readonly read: (bytes: Uint8Array, options: ReadScoreOptions) => ScoreFile[];
}
