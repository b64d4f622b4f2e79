import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import type { Aggregation, PieceIndex, SeedKind, ViewKind, WindowSearcher } from '@midizero/retrieval';
import { evaluateFiles } from '@midizero/retrieval/node';
import { selectEncoder } from '../../encoders/select-encoder.js';
import { UnusableFileError, UsageError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { openPieceFolders, type SkippedFile, skippedFile, warnOfSkipped } from '../../files/piece-folders.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { withProgress } from '../../terminal/progress-bar.js';
import { describeReport } from './describe-report.js';

export interface EvaluateOptions {
  readonly database: readonly string[];
  readonly pieces: readonly string[];
  readonly truth: string;
  readonly root: string;
  readonly aggregate: Aggregation;
  readonly encoder?: string;
  readonly views?: readonly ViewKind[];
  readonly fingerprints: boolean;
  readonly seeds?: SeedKind;
  readonly approximate?: boolean;
  readonly transpositions: number;
  readonly openSet?: boolean;
  readonly limit?: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `midizero evaluate`. */
export async function runEvaluate(options: EvaluateOptions, context: CommandContext): Promise<ExitCode> {
  const {
    database,
    pieces,
    truth,
    root,
    aggregate,
    encoder: encoderName,
    views,
    fingerprints,
    seeds,
    approximate,
    transpositions,
    openSet,
    limit,
    seed,
    json,
  } = options;
  await openPieceFolders(database); // refuses folders that are missing or empty
  for (const folder of database) requireBelow(root, folder);
  const runtime = await createNodeRuntime();
  const encoder = await selectEncoder(encoderName, runtime);
  const skipped: SkippedFile[] = [];
  const report = await withProgress(context.stderr, (onProgress) =>
    evaluateFiles({
      databaseFolders: database,
      pieceListFiles: pieces,
      truthFile: truth,
      root,
      encoder,
      runtime,
      indexing: { ...(views && { views }), fingerprints },
      ...(approximate && { openWindowSearcher: openApproximateSearcher }),
      search: { aggregate, seeds, transpositions },
      openSet: openSet ?? false,
      ...(limit !== undefined && { limit }),
      seed,
      onIssue: (issue) => skipped.push(skippedFile(issue)),
      signal: context.signal,
      onProgress,
    }),
  );
  warnOfSkipped(context, skipped);
  if (report.queries === 0) throw new UnusableFileError(truth, 'has no queries');
  if (json) writeJson(context, report);
  else writeLines(context, ...describeReport(report));
  return exitCodes.done;
}

/** Loaded when it is asked for: usearch is native code that most runs do without. */
async function openApproximateSearcher(index: PieceIndex, runtime: OnnxRuntime): Promise<WindowSearcher> {
  const { createApproximateSearcher } = await import('@midizero/retrieval/approximate');
  return createApproximateSearcher(index, runtime);
}

/** The lists name files by their path from the root, so a database elsewhere would have no piece that they know. */
function requireBelow(root: string, folder: string): void {
  const path = relative(resolve(root), resolve(folder));
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) {
    throw new UsageError('--database', `${folder} is not below --root ${root}`);
  }
}
