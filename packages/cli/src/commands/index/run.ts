import { createNodeRuntime } from '@midizero/onnx/node';
import { buildIndex, type VectorPrecision } from '@midizero/retrieval';
import { selectEncoder } from '../../encoders/select-encoder.js';
import { UnusableFileError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { writeIndexFile } from '../../files/index-file.js';
import { requireWritable } from '../../files/require-writable.js';
import { findMidiFiles } from '../../pieces/find-midi-files.js';
import { PieceReader } from '../../pieces/piece-reader.js';
import { type CommandContext, warn, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount, formatDuration } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';

export interface IndexOptions {
  readonly output: string;
  readonly encoder?: string;
  readonly step: number;
  readonly precision: VectorPrecision;
  readonly json?: boolean;
}

/** What `midizero index --json` prints. */
interface IndexReport {
  readonly file: string;
  readonly bytes: number;
  readonly encoder: string;
  readonly pieces: number;
  readonly windows: number;
  readonly seconds: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** `midizero index`. */
export async function runIndex(
  folders: readonly string[],
  { output, encoder: encoderName, step, precision, json }: IndexOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const started = performance.now();
  await requireWritable(output);
  const files = await findMidiFiles(folders);
  if (files.length === 0) throw new UnusableFileError(folders.join(', '), 'no MIDI files (.mid, .midi, .smf) in there');
  const encoder = await selectEncoder(encoderName, await createNodeRuntime());
  const reader = new PieceReader(files);
  const index = await withProgress(context.stderr, (onProgress) =>
    buildIndex(reader.pieces(onProgress), { encoder, windowStep: step, precision, signal: context.signal }),
  );
  for (const { message } of reader.unreadable) warn(context, `skipped ${message}`);
  if (index.pieces.length === 0) {
    throw new UnusableFileError(folders.join(', '), `none of the ${files.length} MIDI files in there can be read`);
  }
  const bytes = await writeIndexFile(output, index);
  const report: IndexReport = {
    file: output,
    bytes,
    encoder: index.encoderId,
    pieces: index.pieces.length,
    windows: index.windowCount,
    seconds: (performance.now() - started) / 1000,
    skipped: reader.unreadable.map(({ path, reason }) => ({ file: path, reason })),
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
