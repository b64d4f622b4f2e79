import { join } from 'node:path';
import { writeFileSafely } from '@midizero/core/node';
import type { PairBatch, TrainingPairsOptions } from '@midizero/datagen';
import { generatePairsInWorker } from '@midizero/datagen/node';
import type { EncoderManifest, TrainingRecord } from '@midizero/encoder';
import { writeModel } from '@midizero/encoder/node';
import { ARCHITECTURES, networkSize, trainEncoder } from '@midizero/encoder/training';
import { createNodeRuntime } from '@midizero/onnx/node';
import type { TrainingBudget } from '@midizero/onnx-training';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { requireWritableFolder } from '../../files/require-writable.js';
import { type CommandContext, warn, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount, formatDuration } from '../../terminal/format.js';
import { heldOutValidation } from './held-out-validation.js';
import { encodeWeights, readInitialWeights } from './initial-weights.js';
import { pairChange, type TrainingDamage } from './pair-change.js';
import { createTrainingDisplay } from './training-display.js';
import type { SourceOptions } from './training-modes.js';
import { readTrainingSource } from './training-source.js';
import { openTraining, WEIGHTS_FILE } from './training-traces.js';

export interface TrainOptions extends SourceOptions {
  readonly output: string;
  readonly damage?: TrainingDamage;
  readonly minutes?: number;
  readonly steps?: number;
  readonly epochs?: number;
  /** @default 2,000,000 */
  readonly epochPairs?: number;
  readonly batchSize: number;
  readonly seed: number;
  /** @default 'pitch-resnet' */
  readonly architecture?: keyof typeof ARCHITECTURES;
  /** File of weights to begin from. @default random weights */
  readonly initialWeights?: string;
  /** Goes on with the training that was interrupted in `output`. */
  readonly resume?: boolean;
  /** Minutes between two checkpoints. @default 1 */
  readonly checkpointEvery?: number;
  /** Steps between two validations on held-out pairs. @default never */
  readonly validateEvery?: number;
  /** Validations without a better one after which training stops. @default it never does */
  readonly patience?: number;
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
  readonly architecture: string;
  readonly parameters: number;
  /** Multiplications of one window. */
  readonly multiplyAdds: number;
}

/** A step is done with its batch when the next one is asked for. */
const lendPairs: PairSource = (options) => generatePairsInWorker({ ...options, reuseMemory: true });

const DEFAULT_MINUTES = 10;
/** Pairs of an epoch, as in the paper. */
const DEFAULT_EPOCH_PAIRS = 2_000_000;

/** `midizero train`. */
export async function runTrain(
  options: TrainOptions,
  context: CommandContext,
  makePairs: PairSource = lendPairs,
): Promise<ExitCode> {
  const { output, damage, batchSize, seed, json, initialWeights } = options;
  const { architecture = 'pitch-resnet', checkpointEvery = 1 } = options;
  await requireWritableFolder(output);
  const change = pairChange(await readTrainingSource(options, context), damage);
  const { folder, checkpoint } = await openTraining(output, options.resume === true);
  // Threads that wait in a loop would take the cores from the worker that makes the pairs.
  const runtime = await createNodeRuntime({ spinning: false });
  const display = createTrainingDisplay(context.stderr);
  const trained = await trainEncoder({
    runtime,
    architecture: ARCHITECTURES[architecture],
    pairs: makePairs({ ...change, batchSize, seed, startBatch: checkpoint?.step ?? 0 }),
    batchSize,
    seed,
    ...(initialWeights !== undefined && {
      initialWeights: await readInitialWeights(initialWeights, architecture),
    }),
    budget: budgetOf(options),
    recipe: pairRecipe(options),
    resume: checkpoint,
    checkpoints: { everySeconds: 60 * checkpointEvery, save: (made) => folder.save(made) },
    validation: await heldOutValidation(options, change, folder),
    signal: context.signal,
    onStep: (progress) => {
      display.onStep(progress);
      const { step, loss, contrast, similarity, learningRate, elapsedSeconds } = progress;
      folder.record({ step, loss, contrast, similarity, learningRate, elapsedSeconds });
    },
  }).finally(async () => {
    display.stop();
    await folder.flush();
    if (context.signal.aborted) warn(context, `${output}: stopped; the same command with --resume goes on`);
  });
  const training: TrainingRecord = { ...trained.manifest.training!, command: commandOf(options) };
  const manifest: EncoderManifest = { ...trained.manifest, training };
  await writeModel(output, { model: trained.model, manifest });
  await writeFileSafely(join(folder.path, WEIGHTS_FILE), encodeWeights(trained.weights));
  await folder.removeCheckpoints();
  const { parameterCount, multiplyAdds } = networkSize(ARCHITECTURES[architecture]);
  const report: TrainReport = {
    folder: output,
    encoder: manifest.id,
    bytes: manifest.bytes,
    steps: training.steps,
    pairs: training.pairs,
    seconds: training.seconds,
    finalLoss: training.finalLoss,
    pairsPerSecond: training.pairsPerSecond,
    architecture,
    parameters: parameterCount,
    multiplyAdds,
  };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(report, batchSize));
  return exitCodes.done;
}

function budgetOf({ minutes = DEFAULT_MINUTES, steps, epochs, epochPairs, batchSize }: TrainOptions): TrainingBudget {
  if (epochs !== undefined) {
    return { epochs, stepsPerEpoch: Math.ceil((epochPairs ?? DEFAULT_EPOCH_PAIRS) / batchSize) };
  }
  return steps === undefined ? { minutes } : { steps };
}

/** How pairs are made and validated, and what training began from, as a checkpoint remembers it. */
function pairRecipe({
  mode,
  distribution,
  music,
  damage,
  validateEvery,
  patience,
  initialWeights,
}: TrainOptions): Record<string, unknown> {
  return { mode, distribution, music, damage, validateEvery, patience, initialWeights };
}

/** The command that makes such a model, for its manifest. */
function commandOf(options: TrainOptions): string {
  const { mode, distribution, music = [], damage, batchSize, seed } = options;
  const { architecture, validateEvery, patience, initialWeights } = options;
  const read = [
    ...(distribution === undefined ? [] : ['--distribution', distribution]),
    ...music.flatMap((folder) => ['--music', folder]),
  ];
  const change = damage === undefined ? '' : ` --damage ${damage}`;
  const rest = [
    ...(architecture === undefined ? [] : [`--architecture ${architecture}`]),
    ...(initialWeights === undefined ? [] : [`--initial-weights ${initialWeights}`]),
    ...(validateEvery === undefined ? [] : [`--validate-every ${validateEvery}`]),
    ...(patience === undefined ? [] : [`--patience ${patience}`]),
  ];
  const pairs = `${['--mode', mode, ...read].join(' ')}${change}`;
  return ['midizero train', pairs, budgetFlags(options), `--batch-size ${batchSize} --seed ${seed}`, ...rest].join(' ');
}

function budgetFlags({ minutes = DEFAULT_MINUTES, steps, epochs, epochPairs }: TrainOptions): string {
  if (epochs !== undefined) return `--epochs ${epochs} --epoch-pairs ${epochPairs ?? DEFAULT_EPOCH_PAIRS}`;
  return steps === undefined ? `--minutes ${minutes}` : `--steps ${steps}`;
}

function describe(report: TrainReport, batchSize: number): string[] {
  const { folder, encoder, bytes, steps, seconds, finalLoss, pairsPerSecond, parameters, multiplyAdds } = report;
  return [
    `${folder}: ${encoder}, ${formatBytes(bytes)}`,
    `${formatCount(parameters)} parameters, ${formatCount(multiplyAdds)} multiply-adds a window`,
    `${formatCount(steps)} steps of ${formatCount(batchSize)} pairs in ${formatDuration(seconds)}, ` +
      `final loss ${finalLoss.toFixed(4)}, ${formatCount(pairsPerSecond)} pairs/s`,
  ];
}
