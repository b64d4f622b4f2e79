import { join, relative, sep } from 'node:path';
import { createNodeRuntime } from '@midizero/onnx/node';
import type { Aggregation } from '@midizero/retrieval';
import { evaluate, parsePieceLists } from '@midizero/retrieval/evaluation';
import { selectEncoder } from '../../encoders/select-encoder.js';
import { UnusableFileError, UsageError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { readMidiFile } from '../../files/midi-file.js';
import { type FoundFile, findMidiFiles } from '../../pieces/find-midi-files.js';
import { PieceReader } from '../../pieces/piece-reader.js';
import { type CommandContext, warn, writeJson, writeLines } from '../../terminal/context.js';
import { withProgress } from '../../terminal/progress-bar.js';
import { describeReport } from './describe-report.js';
import { readCsv, readTruth } from './truth-files.js';

export interface EvaluateOptions {
  readonly database: readonly string[];
  readonly pieces: readonly string[];
  readonly truth: string;
  readonly root: string;
  readonly aggregate: Aggregation;
  readonly encoder?: string;
  readonly transpositions: number;
  readonly limit?: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `midizero evaluate`. */
export async function runEvaluate(options: EvaluateOptions, context: CommandContext): Promise<ExitCode> {
  const { root, aggregate, transpositions, limit, seed } = options;
  const files = parsePieceLists(await Promise.all(options.pieces.map(readCsv)));
  const queries = await readTruth(options.truth);
  if (queries.length === 0) throw new UnusableFileError(options.truth, 'has no queries');
  const reader = new PieceReader(await findDatabase(options.database, root));
  const runtime = await createNodeRuntime();
  const encoder = await selectEncoder(options.encoder, runtime);
  const report = await withProgress(context.stderr, (onProgress) =>
    evaluate({
      database: reader.pieces(onProgress),
      files,
      queries,
      readNotes: async (file) => (await readMidiFile(join(root, file))).notes,
      encoder,
      runtime,
      aggregate,
      transpositions,
      ...(limit !== undefined && { limit }),
      seed,
      signal: context.signal,
      onProgress,
    }),
  );
  for (const { message } of reader.unreadable) warn(context, `skipped ${message}`);
  if (options.json) writeJson(context, report);
  else writeLines(context, ...describeReport(report));
  return exitCodes.done;
}

/** The database's files, named as the lists name them: by their path from the root. */
async function findDatabase(folders: readonly string[], root: string): Promise<FoundFile[]> {
  const found = await findMidiFiles(folders);
  if (found.length === 0) throw new UnusableFileError(folders.join(', '), 'no MIDI files (.mid, .midi, .smf) in there');
  return found.map(({ path }) => {
    const name = relative(root, path).split(sep).join('/');
    if (name.startsWith('../')) throw new UsageError('--database', `${path} is not below --root ${root}`);
    return { path, name };
  });
}
