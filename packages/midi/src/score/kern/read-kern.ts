import { ScoreParseError } from '../errors.js';
import { finishScore } from '../finish-score.js';
import { ScoreBuilder } from '../model/score-builder.js';
import { type ReadScoreOptions, resolveScoreOptions } from '../options.js';
import type { ScoreFile } from '../score-file.js';
import { ScoreIssueLog } from '../score-issues.js';
import { decodeText, textOf } from '../text/decode-text.js';
import { KernReader } from './kern-reader.js';
import { expandSections } from './sections.js';

/** Options of {@link readKern}. */
export interface ReadKernOptions extends ReadScoreOptions {
  /**
   * Name of the expansion list that says in which order sections are played, `norep` for `*>norep[A,B]`. Without such a
   * list the repeat signs count.
   * @default ''
   */
  readonly expansion?: string;
}

/**
 * A score in Humdrum **kern: its notes as they are played. Notes of **kern stand at the pitch they sound at, also those
 * of transposing instruments.
 * @param input text, or bytes in UTF-8, UTF-16 or Latin-1
 * @throws ScoreParseError for text without a **kern spine, or that exceeds a limit
 * @throws InvalidArgumentError for an option out of range
 */
export function readKern(input: Uint8Array | string, options: ReadKernOptions = {}): ScoreFile {
  const resolved = resolveScoreOptions(options);
  const text = textOf(input, resolved.maxBytes, decodeText).replace(/^\ufeff/, '');
  if (!looksLikeKern(text)) {
    throw new ScoreParseError({ line: 1, expected: 'Humdrum data with a **kern spine', actual: text.slice(0, 40) });
  }
  const issues = new ScoreIssueLog(resolved);
  const builder = new ScoreBuilder(resolved);
  const sections = new KernReader(builder, issues).read(text);
  const labels = sections.lists.get(options.expansion ?? '');
  return finishScore('kern', builder, resolved, issues, ({ measures }) => {
    return labels && expandSections(sections, labels, measures.length, resolved.maxMeasures, issues);
  });
}

/** Whether text is Humdrum data with notes: a line of exclusive interpretations, one of them **kern. */
export function looksLikeKern(text: string): boolean {
  return /^\*\*(?:[^\n]*\t\*\*)?kern\s*(?:\t|$)/m.test(text);
}
