import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileSafely } from '@midizero/core/node';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import type { CurvePoint, TrainingCurveOptions } from '../fit/training-curve.js';
import { trainingCurve } from '../fit/training-curve.js';
import { loadCheckpoint, saveCheckpoint } from './checkpoint-file.js';

/** One line of the metrics: numbers by name, at a step. */
export type MetricsRecord = Readonly<Record<string, number>> & { readonly step: number };

export interface TrainingFolderOptions {
  /** Checkpoints to keep, the newest ones. @default 2 */
  readonly keep?: number;
  /** Name of the record's number that validations give, drawn beside the loss. @default 'validation' */
  readonly validationName?: string;
  readonly curve?: TrainingCurveOptions;
}

const METRICS_FILE = 'metrics.jsonl';
const CURVE_FILE = 'curve.svg';
const checkpointName = /^checkpoint-(\d+)\.safetensors$/;

/**
 * A folder that a training leaves its traces in: `checkpoint-STEP.safetensors` (the newest few), `metrics.jsonl` (JSON
 * lines) and `curve.svg`. Whatever moment the process dies at, the newest checkpoint is whole and the training goes on
 * from it; metrics of later steps are dropped then.
 */
export class TrainingFolder {
  readonly path: string;
  readonly #keep: number;
  readonly #validationName: string;
  readonly #curve: TrainingCurveOptions;
  readonly #losses: CurvePoint[] = [];
  readonly #validations: CurvePoint[] = [];
  #unwritten: MetricsRecord[] = [];

  private constructor(path: string, { keep = 2, validationName = 'validation', curve = {} }: TrainingFolderOptions) {
    this.path = path;
    this.#keep = keep;
    this.#validationName = validationName;
    this.#curve = { validationName, ...curve };
  }

  /**
   * Begins a training, or goes on with one: `checkpoint` is the newest one, `undefined` at the beginning. Files of an
   * earlier training without a checkpoint are replaced.
   * @throws DataFormatError naming the file if the newest checkpoint is damaged
   */
  static async open(
    path: string,
    options: TrainingFolderOptions = {},
  ): Promise<{ folder: TrainingFolder; checkpoint: TrainingCheckpoint | undefined }> {
    await mkdir(path, { recursive: true });
    const folder = new TrainingFolder(path, options);
    await folder.#removeTemporaryFiles();
    const newest = (await checkpointFiles(path)).at(-1);
    const checkpoint = newest === undefined ? undefined : await loadCheckpoint(join(path, newest));
    await folder.#readMetrics(checkpoint?.step ?? 0);
    return { folder, checkpoint };
  }

  /** Adds a line to the metrics, which is written with the next checkpoint or {@link flush}. */
  record(record: MetricsRecord): void {
    this.#addToCurve(record);
    this.#unwritten.push(record);
  }

  /** Writes metrics, curve and checkpoint, in this order, and removes checkpoints that are too old. */
  async save(checkpoint: TrainingCheckpoint): Promise<void> {
    await this.flush();
    const name = `checkpoint-${String(checkpoint.step).padStart(8, '0')}.safetensors`;
    await saveCheckpoint(join(this.path, name), checkpoint);
    const old = (await checkpointFiles(this.path)).slice(0, -this.#keep);
    for (const file of old) await rm(join(this.path, file), { force: true });
  }

  /** Writes metrics and curve. */
  async flush(): Promise<void> {
    const lines = this.#unwritten;
    this.#unwritten = [];
    if (lines.length > 0) await appendFile(join(this.path, METRICS_FILE), toLines(lines));
    const drawn = trainingCurve(this.#losses, this.#validations, this.#curve);
    await writeFileSafely(join(this.path, CURVE_FILE), new TextEncoder().encode(drawn));
  }

  /** Removes all checkpoints, when what was trained is stored elsewhere; metrics and curve stay. */
  async removeCheckpoints(): Promise<void> {
    for (const file of await checkpointFiles(this.path)) await rm(join(this.path, file), { force: true });
  }

  #addToCurve({ step, loss, [this.#validationName]: validation }: MetricsRecord): void {
    if (loss !== undefined) this.#losses.push({ step, value: loss });
    if (validation !== undefined) this.#validations.push({ step, value: validation });
  }

  /** A process that died while it wrote a file has left its unfinished copy. */
  async #removeTemporaryFiles(): Promise<void> {
    const unfinished = (await readdir(this.path)).filter((name) => name.endsWith('.tmp'));
    for (const name of unfinished) await rm(join(this.path, name), { force: true });
  }

  /** Takes over the metrics up to a step. Later ones, and a line that was cut off, are of steps to be taken again. */
  async #readMetrics(lastStep: number): Promise<void> {
    const file = join(this.path, METRICS_FILE);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    if (text === '') return;
    const kept = text
      .split('\n')
      .flatMap(parseLine)
      .filter(({ step }) => step <= lastStep);
    for (const record of kept) this.#addToCurve(record);
    await writeFileSafely(file, new TextEncoder().encode(toLines(kept)));
  }
}

/** True if there is a checkpoint to go on from. */
export async function hasCheckpoint(path: string): Promise<boolean> {
  const files = await checkpointFiles(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files.length > 0;
}

/** Names of checkpoint files, oldest first. */
async function checkpointFiles(path: string): Promise<readonly string[]> {
  const stepOf = (name: string): number => Number(checkpointName.exec(name)?.[1]);
  return (await readdir(path)).filter((name) => checkpointName.test(name)).sort((a, b) => stepOf(a) - stepOf(b));
}

function toLines(records: readonly MetricsRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function parseLine(line: string): MetricsRecord[] {
  try {
    return [JSON.parse(line) as MetricsRecord];
  } catch {
    return [];
  }
}
