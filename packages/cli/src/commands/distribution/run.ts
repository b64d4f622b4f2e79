import { stat, writeFile } from 'node:fs/promises';
import { format, parse } from 'node:path';
import {
  extractFrameDistribution,
  type FrameDistribution,
  frameStatistics,
  frameStatisticsPicture,
  type Histogram,
} from '@midizero/datagen';
import { saveFrameDistribution } from '@midizero/datagen/node';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';
import { UnusableFileError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { openPieceFolders, type PieceWithNotes, type SkippedFile, warnOfSkipped } from '../../files/piece-folders.js';
import { requireWritable } from '../../files/require-writable.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount, formatDuration } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';

export interface DistributionOptions {
  readonly output: string;
  /** SVG file; true for the one beside the output. */
  readonly plot?: string | true;
  readonly json?: boolean;
}

/** What `midizero distribution --json` prints. */
interface DistributionReport {
  readonly file: string;
  readonly bytes: number;
  readonly pieces: number;
  /** Frames of all pieces together. */
  readonly frames: number;
  readonly differentFrames: number;
  readonly differentSuccessions: number;
  /** Of the notes of all frames, as MIDI note numbers. */
  readonly pitch: Spread;
  /** Of the number of notes in a frame. */
  readonly noteCount: Spread;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

interface Spread {
  readonly mean: number;
  readonly std: number;
}

/** `midizero distribution`. */
export async function runDistribution(
  folders: readonly string[],
  { output, plot: plotOption, json }: DistributionOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const started = performance.now();
  const plot = plotOption === true ? besideOutput(output) : plotOption;
  await requireWritable(output);
  if (plot !== undefined) await requireWritable(plot);
  const { skipped, pieces, noneReadable } = await openPieceFolders(folders, { stage: 'count frames' });
  let pieceCount = 0;
  const count = (): void => {
    pieceCount += 1;
  };
  const distribution = await withProgress(context.stderr, (onProgress) =>
    extractFrameDistribution(framesOf(pieces(onProgress, context.signal), count), { signal: context.signal }),
  );
  if (pieceCount === 0) throw noneReadable();
  warnOfSkipped(context, skipped);
  if (distribution.length === 0) throw new UnusableFileError(folders.join(', '), 'no notes to count in there');
  const statistics = frameStatistics(distribution);
  await inFile(output, () => saveFrameDistribution(output, distribution));
  if (plot !== undefined) {
    const title = `${formatCount(pieceCount)} pieces`;
    await inFile(plot, () => writeFile(plot, frameStatisticsPicture(statistics, { title })));
  }
  const report: DistributionReport = {
    file: output,
    bytes: (await stat(output)).size,
    pieces: pieceCount,
    frames: totalFrames(distribution),
    differentFrames: distribution.length,
    differentSuccessions: distribution.successors.length,
    pitch: spreadOf(statistics.pitches),
    noteCount: spreadOf(statistics.noteCounts),
    seconds: (performance.now() - started) / 1000,
    skipped,
  };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(report));
  return exitCodes.done;
}

/** `frames.arrow` → `frames.svg`. */
function besideOutput(output: string): string {
  const { dir, name } = parse(output);
  return format({ dir, name, ext: '.svg' });
}

async function* framesOf(pieces: AsyncIterable<PieceWithNotes>, onPiece: () => void): AsyncGenerator<Frames> {
  for await (const { notes } of pieces) {
    onPiece();
    yield groupFrames(notes);
  }
}

function totalFrames({ counts }: FrameDistribution): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function spreadOf({ mean, std }: Histogram): Spread {
  return { mean, std };
}

function describe(report: DistributionReport): string[] {
  const { file, bytes, pieces, frames, differentFrames, differentSuccessions, seconds, skipped } = report;
  const left = skipped.length === 0 ? '' : `, ${formatCount(skipped.length)} skipped`;
  const spread = ({ mean, std }: Spread): string => `mean ${mean.toFixed(1)}, standard deviation ${std.toFixed(1)}`;
  return [
    `${file}: ${formatCount(pieces)} pieces${left}, ${formatCount(frames)} frames, ` +
      `${formatBytes(bytes)}, ${formatDuration(seconds)}`,
    `  different frames       ${formatCount(differentFrames)}`,
    `  different successions  ${formatCount(differentSuccessions)}`,
    `  pitches                ${spread(report.pitch)}`,
    `  notes a frame          ${spread(report.noteCount)}`,
  ];
}
