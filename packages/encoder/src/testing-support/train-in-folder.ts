// A process of its own that trains a small network in a folder and goes on where it was killed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTrainingPairs } from '@midizero/datagen';
import { createNodeRuntime } from '@midizero/onnx/node';
import { encodeSafetensors } from '@midizero/onnx-training';
import { TrainingFolder } from '@midizero/onnx-training/node';
import { trainEncoder } from '../training/train-encoder.js';
import { SMALL_NETWORK } from './naive-network.js';

const path = process.argv[2]!;
const BATCH_SIZE = 16;
const { folder, checkpoint } = await TrainingFolder.open(path);
const { weights } = await trainEncoder({
  runtime: await createNodeRuntime({ threads: 1, spinning: false }),
  pairs: generateTrainingPairs({
    source: { mode: 'P' },
    batchSize: BATCH_SIZE,
    seed: 4,
    startBatch: checkpoint?.step ?? 0,
  }),
  batchSize: BATCH_SIZE,
  seed: 5,
  architecture: SMALL_NETWORK,
  budget: { steps: 60 },
  resume: checkpoint,
  checkpoints: { everySteps: 3, save: (made) => folder.save(made) },
  onStep: ({ step, loss }) => {
    folder.record({ step, loss });
    process.stdout.write('.');
  },
});
const tensors = Object.fromEntries(
  Object.entries(weights).map(([name, data]) => [name, { dims: [data.length], data }] as const),
);
writeFileSync(join(path, 'weights.safetensors'), encodeSafetensors({ tensors, metadata: {} }));
