import { createRandom, InvalidArgumentError, type Random, type Seed } from '@midizero/core';
import type { TensorData } from '@midizero/onnx';

/** Examples in memory, to be trained on again and again. */
export interface DatasetOptions {
  /** Number of examples. */
  readonly length: number;
  /** By the name of a step's data input: the examples' values, row-major `[length, …]`. */
  readonly columns: Readonly<Record<string, TensorData>>;
  /** Examples of a batch. What is left over at the end of an epoch is not used in it. */
  readonly batchSize: number;
  /** Each epoch has an order of its own, drawn from this seed. */
  readonly seed: Seed;
}

/** Batches of examples in memory, shuffled anew in each epoch. */
export interface DatasetBatches {
  /** Whole batches of an epoch. */
  readonly stepsPerEpoch: number;
  /** Batches without end, the first one for step `stepsTaken + 1`: the same ones, however often training was interrupted. */
  from(stepsTaken: number): AsyncGenerator<Readonly<Record<string, TensorData>>, never, void>;
}

/** @throws InvalidArgumentError if there is no whole batch, or a column does not divide into `length` examples */
export function datasetBatches({ length, columns, batchSize, seed }: DatasetOptions): DatasetBatches {
  if (!(Number.isSafeInteger(batchSize) && batchSize > 0 && batchSize <= length)) {
    throw new InvalidArgumentError('batchSize', `expected a whole number from 1 to ${length}, got ${batchSize}`);
  }
  for (const [name, { length: size }] of Object.entries(columns)) {
    if (size === 0 || size % length !== 0) {
      throw new InvalidArgumentError(`columns.${name}`, `${size} values do not make ${length} examples`);
    }
  }
  const stepsPerEpoch = Math.floor(length / batchSize);
  const random = createRandom(seed);
  async function* from(stepsTaken: number): AsyncGenerator<Readonly<Record<string, TensorData>>, never, void> {
    for (let epoch = Math.floor(stepsTaken / stepsPerEpoch); ; epoch++) {
      const order = shuffled(length, random.fork(epoch));
      for (let step = Math.max(0, stepsTaken - epoch * stepsPerEpoch); step < stepsPerEpoch; step++) {
        const rows = order.subarray(step * batchSize, (step + 1) * batchSize);
        yield Object.fromEntries(
          Object.entries(columns).map(([name, data]) => [name, pickRows(data, data.length / length, rows)] as const),
        );
      }
    }
  }
  return { stepsPerEpoch, from };
}

/** Fisher and Yates's shuffle of 0 … length - 1. */
function shuffled(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, row) => row);
  for (let last = length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function pickRows<T extends TensorData>(data: T, size: number, rows: Uint32Array): T {
  const picked = data.slice(0, rows.length * size) as T;
  for (const [at, row] of rows.entries()) {
    picked.set(data.subarray(row * size, (row + 1) * size) as never, at * size);
  }
  return picked;
}
