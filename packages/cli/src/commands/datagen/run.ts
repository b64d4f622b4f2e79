import type { Shard } from '@midizero/datagen';
import { generateTrainingData } from '@midizero/datagen/node';
import { UnusableFileError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { isSystemError, reasonOf } from '../../failures/reason.js';
import { requireWritable } from '../../files/require-writable.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount, formatDuration } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';
import type { ModeSpecificOptions, SampleMode } from './sample-modes.js';
import { readWindowSource } from './window-source.js';

export interface DatagenOptions extends ModeSpecificOptions {
  readonly output: string;
  readonly mode: SampleMode;
  readonly samples: number;
  readonly seed: number;
  readonly windowFrames: number;
  readonly durations?: boolean;
  readonly shard?: Shard;
  readonly workers?: number;
  readonly json?: boolean;
}

/** What `midizero datagen --json` prints. */
interface DatagenReport {
  readonly file: string;
  readonly bytes: number;
  readonly mode: SampleMode;
  readonly windowFrames: number;
  readonly seed: number;
  /** Samples in the file. */
  readonly samples: number;
  /** Time of generating and writing; reading music comes before. */
  readonly seconds: number;
  readonly samplesPerSecond: number;
}

/** `midizero datagen`. */
export async function runDatagen(options: DatagenOptions, context: CommandContext): Promise<ExitCode> {
  const { output, mode, samples, seed, windowFrames, durations = false, shard, workers, json } = options;
  await requireWritable(output);
  const source = await readWindowSource(options, context);
  const started = performance.now();
  const saved = await withProgress(context.stderr, (onProgress) =>
    generateTrainingData({
      ...source,
      numSamples: samples,
      seed,
      pitchOnly: !durations,
      ...(shard !== undefined && { shard }),
      ...(workers !== undefined && { workers }),
      savePath: output,
      signal: context.signal,
      onProgress,
    }),
  ).catch((error: unknown) => {
    // A full disk and the like: the name of the temporary file would say nothing.
    if (isSystemError(error)) throw new UnusableFileError(output, reasonOf(error) ?? error.message, { cause: error });
    throw error;
  });
  const seconds = (performance.now() - started) / 1000;
  const report: DatagenReport = {
    file: output,
    bytes: saved.byteLength,
    mode,
    windowFrames,
    seed,
    samples: saved.length,
    seconds,
    samplesPerSecond: saved.length / seconds,
  };
  if (json) writeJson(context, report);
  else writeLines(context, describe(report));
  return exitCodes.done;
}

function describe({ file, samples, bytes, seconds, samplesPerSecond }: DatagenReport): string {
  return (
    `${file}: ${formatCount(samples)} samples, ${formatBytes(bytes)}, ${formatDuration(seconds)}, ` +
    `${formatCount(samplesPerSecond)} samples/s`
  );
}
