import { printable } from './errors.js';
import type { ScoreBuilder } from './model/score-builder.js';
import type { WrittenScore } from './model/written-score.js';
import type { ResolvedScoreOptions } from './options.js';
import { performScore } from './perform/perform-score.js';
import type { ScoreFile, ScoreFormat } from './score-file.js';
import type { ScoreIssueLog } from './score-issues.js';

/**
 * The last step of every reader: plays what it has built.
 * @param orderOf the order of measures, for formats that list it; undefined where the signs in the measures say it
 * @throws ScoreParseError as {@link performScore}
 */
export function finishScore(
  format: ScoreFormat,
  builder: ScoreBuilder,
  options: ResolvedScoreOptions,
  issues: ScoreIssueLog,
  orderOf?: (score: WrittenScore) => readonly number[] | undefined,
): ScoreFile {
  const score = builder.finish();
  const playOrder = orderOf?.(score) ?? score.playOrder;
  return {
    ...performScore({ ...score, playOrder }, options, issues),
    format,
    title: label(score.title),
    composer: label(score.composer),
    issues: issues.issues,
    issueCount: issues.count,
  };
}

function label(text: string | undefined): string | undefined {
  return text === undefined ? undefined : printable(text) || undefined;
}
