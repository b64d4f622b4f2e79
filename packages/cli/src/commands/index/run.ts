import { rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Instrument } from '@midizero/audio';
import { createNodeRuntime } from '@midizero/onnx/node';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { buildIndex, createIndexSettings, type VectorPrecision } from '@midizero/retrieval';
import {
  type IndexFilesReport,
  indexFiles,
  openFileStore,
  type PieceFile,
  type PieceReader,
  readIndexInfo,
  writeIndexFile,
} from '@midizero/retrieval/node';
import { encoderModule, selectEncoder } from '../../encoders/select-encoder.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { listPieceFiles } from '../../files/piece-files.js';
import { noneReadable, type SkippedFile, skippedFile, warnOfSkipped } from '../../files/piece-folders.js';
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
  readonly add?: boolean;
  readonly rebuild?: boolean;
  readonly workers?: number;
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
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly seconds: number;
  readonly windowsPerSecond: number;
  readonly skipped: readonly SkippedFile[];
}

/** Below this, threads take longer to start than they save. */
const FEWEST_FILES_FOR_THREADS = 64;

/** `midizero index`. */
export async function runIndex(
  folders: readonly string[],
  options: IndexOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { output, encoder: encoderName, add = false, json } = options;
  const started = performance.now();
  await requireWritable(output);
  const transcription = new Transcription(options.instrument);
  const reader = recordingReader(transcription, context.signal);
  const files = await listPieceFiles(folders, add || folders.length > 1, reader);
  const encoder = await selectEncoder(encoderName, await createNodeRuntime());
  const done = await updateFile(files, { encoder, reader }, options, context).finally(() => transcription.close());
  const skipped = done.skipped.map(skippedFile);
  const { pieces, windows, bytes } = await readIndexInfo(output).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw noneReadable(folders, skipped);
    throw error;
  });
  warnOfSkipped(context, skipped);
  const seconds = (performance.now() - started) / 1000;
  const { added, replaced, unchanged, removed } = done;
  const report: IndexReport = {
    file: output,
    bytes,
    encoder: encoder.id,
    pieces,
    windows,
    added,
    replaced,
    unchanged,
    removed,
    seconds,
    windowsPerSecond: Math.round(done.windows / seconds),
    skipped,
  };
  if (json) writeJson(context, report);
  else writeLines(context, describe(report));
  return exitCodes.done;
}

/** Makes or updates the index file. One that is new and has nothing in it in the end is taken away. */
async function updateFile(
  files: readonly PieceFile[],
  { encoder, reader }: { readonly encoder: WindowEncoder; readonly reader: PieceReader },
  { output, encoder: encoderName, step, precision, add, rebuild, workers }: IndexOptions,
  { stderr, signal }: CommandContext,
): Promise<IndexFilesReport> {
  const cut = { windowStep: step, precision };
  const isNew = await stat(output).then(
    () => false,
    () => true,
  );
  if (rebuild && !isNew) {
    const nothing = await buildIndex([], { encoder, ...cut });
    await inFile(output, () => writeIndexFile(output, nothing));
  }
  const store = await inFile(output, () => openFileStore(output, { settings: createIndexSettings(encoder, cut) }));
  try {
    const threads = workers ?? (files.length < FEWEST_FILES_FOR_THREADS ? 0 : availableParallelism());
    return await inFile(output, () =>
      withProgress(stderr, (onProgress) =>
        indexFiles(store, files, {
          encoder,
          reader,
          ...(threads > 0 && { encoderModule: encoderModule(encoderName), workers: threads }),
          removesOthers: !add,
          signal,
          onProgress,
        }),
      ),
    );
  } finally {
    await store.close();
    if (isNew && (await readIndexInfo(output)).pieces === 0) await rm(output);
  }
}

function describe({ file, pieces, windows, bytes, seconds, ...report }: IndexReport): string {
  const changes = (['added', 'replaced', 'removed', 'unchanged'] as const)
    .filter((change) => report[change] > 0)
    // Where all pieces are new, or none has changed, their number says it.
    .filter((change) => change === 'replaced' || change === 'removed' || report[change] < pieces)
    .map((change) => `, ${formatCount(report[change])} ${change}`);
  const left = report.skipped.length === 0 ? '' : `, ${formatCount(report.skipped.length)} skipped`;
  return (
    `${file}: ${formatCount(pieces)} pieces${left}${changes.join('')}, ${formatCount(windows)} windows, ` +
    `${formatBytes(bytes)}, ${formatDuration(seconds)}`
  );
}
