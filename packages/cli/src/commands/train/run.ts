import type { DamagePreset, PairBatch, TrainingPairsOptions } from '@midizero/datagen';
import { generatePairsInWorker } from '@midizero/datagen/node';
import type { EncoderManifest, TrainingRecord } from '@midizero/encoder';
import { writeModel } from '@midizero/encoder/node';
import { trainEncoder } from '@midizero/encoder/training';
import { createNodeRuntime } from '@midizero/onnx/node';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { requireWritableFolder } from '../../files/require-writable.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount, formatDuration } from '../../terminal/format.js';
import { pairChange } from './pair-change.js';
import { createTrainingDisplay } from './training-display.js';
import { readTrainingSource, type SourceOptions } from './training-source.js';

export interface TrainOptions extends SourceOptions {
  readonly output: string;
  readonly damage?: DamagePreset;
  readonly minutes?: number;
  readonly steps?: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** Makes batches of pairs; a test makes them in its own thread. */
export type PairSource = (options: TrainingPairsOptions) => AsyncIterable<PairBatch>;

/** What `midizero train --json` prints. */
interface TrainReport {
  readonly folder: string;
  /** Id of the encoder. */
  readonly encoder: string;
  readonly bytes: number;
  readonly steps: number;
  readonly pairs: number;
  readonly seconds: number;
  /** Mean of the last steps. */
  readonly finalLoss: number;
  readonly pairsPerSecond: number;
}

const DEFAULT_MINUTES = 10;

/** `midizero train`. */
export async function runTrain(
  options: TrainOptions,
  context: CommandContext,
  makePairs: PairSource = generatePairsInWorker,
): Promise<ExitCode> {
  const { output, damage, minutes = DEFAULT_MINUTES, steps, batchSize, seed, json } = options;
  await requireWritableFolder(output);
  const source = await readTrainingSource(options, context);
  // Threads that wait in a loop would take the cores from the worker that makes the pairs.
  const runtime = await createNodeRuntime({ spinning: false });
  const display = createTrainingDisplay(context.stderr);
  const trained = await trainEncoder({
    runtime,
    pairs: makePairs({ ...pairChange(source, damage), batchSize, seed }),
    batchSize,
    seed,
    budget: steps === undefined ? { minutes } : { steps },
    signal: context.signal,
    onStep: display.onStep,
  }).finally(display.stop);
  const training: TrainingRecord = { ...trained.manifest.training!, command: commandOf(options) };
  const manifest: EncoderManifest = { ...trained.manifest, training };
  await writeModel(output, { model: trained.model, manifest });
  const report: TrainReport = {
    folder: output,
    encoder: manifest.id,
    bytes: manifest.bytes,
    steps: training.steps,
    pairs: training.pairs,
    seconds: training.seconds,
    finalLoss: training.finalLoss,
    pairsPerSecond: training.pairsPerSecond,
  };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(report, batchSize));
  return exitCodes.done;
}

/** The command that makes such a model, for its manifest. */
function commandOf(options: TrainOptions): string {
  const { mode, distribution, music = [], damage, minutes = DEFAULT_MINUTES, steps, batchSize, seed } = options;
  const read = [
    ...(distribution === undefined ? [] : ['--distribution', distribution]),
    ...music.flatMap((folder) => ['--music', folder]),
  ];
  const budget = steps === undefined ? `--minutes ${minutes}` : `--steps ${steps}`;
  const change = damage === undefined ? '' : ` --damage ${damage}`;
  return `midizero train ${['--mode', mode, ...read].join(' ')}${change} ${budget} --batch-size ${batchSize} --seed ${seed}`;
}

function describe(report: TrainReport, batchSize: number): string[] {
  const { folder, encoder, bytes, steps, seconds, finalLoss, pairsPerSecond } = report;
  return [
    `${folder}: ${encoder}, ${formatBytes(bytes)}`,
    `${formatCount(steps)} steps of ${formatCount(batchSize)} pairs in ${formatDuration(seconds)}, ` +
      `final loss ${finalLoss.toFixed(4)}, ${formatCount(pairsPerSecond)} pairs/s`,
  ];
}
