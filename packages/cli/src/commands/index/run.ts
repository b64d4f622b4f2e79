import { stat } from 'node:fs/promises';
import type { Instrument } from '@midizero/audio';
import { createNodeRuntime } from '@midizero/onnx/node';
import { buildIndex, type VectorPrecision } from '@midizero/retrieval';
import { writeIndexFile } from '@midizero/retrieval/node';
import { selectEncoder } from '../../encoders/select-encoder.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { openPieceFolders, type SkippedFile, warnOfSkipped } from '../../files/piece-folders.js';
import { requireWritable } from '../../files/require-writable.js';
import { recordingReader } from '../../recordings/recording-reader.js';
import { Transcription } from '../../recordings/transcription.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount, formatDuration } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';

export interface IndexOptions {
  readonly output: string;
  readonly encoder?: string;
  readonly step: number;
  readonly precision: VectorPrecision;
  readonly instrument: Instrument;
  readonly json?: boolean;
}

/** What `midizero index --json` prints. */
interface IndexReport {
  readonly file: string;
  readonly bytes: number;
  /** Id of the encoder. */
  readonly encoder: string;
  readonly pieces: number;
  readonly windows: number;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** `midizero index`. */
export async function runIndex(
  folders: readonly string[],
  { output, encoder: encoderName, step, precision, instrument, json }: IndexOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { stderr, signal } = context;
  const started = performance.now();
  await requireWritable(output);
  const transcription = new Transcription(instrument);
  const reader = recordingReader(transcription, signal);
  const { skipped, pieces, noneReadable } = await openPieceFolders(folders, { reader });
  const encoder = await selectEncoder(encoderName, await createNodeRuntime());
  const index = await withProgress(stderr, (onProgress) =>
    buildIndex(pieces(onProgress, signal), { encoder, windowStep: step, precision, signal }),
  ).finally(() => transcription.close());
  if (index.pieces.length === 0) throw noneReadable();
  warnOfSkipped(context, skipped);
  await inFile(output, () => writeIndexFile(output, index));
  const report: IndexReport = {
    file: output,
    bytes: (await stat(output)).size,
    encoder: index.encoderId,
    pieces: index.pieces.length,
    windows: index.windowCount,
    seconds: (performance.now() - started) / 1000,
    skipped,
  };
  if (json) writeJson(context, report);
  else writeLines(context, describe(report));
  return exitCodes.done;
}

function describe({ file, pieces, windows, bytes, seconds, skipped }: IndexReport): string {
  const left = skipped.length === 0 ? '' : `, ${formatCount(skipped.length)} skipped`;
  return (
    `${file}: ${formatCount(pieces)} pieces${left}, ${formatCount(windows)} windows, ` +
    `${formatBytes(bytes)}, ${formatDuration(seconds)}`
  );
}
