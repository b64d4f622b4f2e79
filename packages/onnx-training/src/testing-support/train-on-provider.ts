// A process of its own that trains on a provider, because where Vulkan looks for drivers is settled when a process starts.
import type { OnnxRuntime, OnnxSession } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { adamW } from '../optimizers/adam.js';
import { TrainSession } from '../training/train-session.js';
import { createFusedTrainStep } from '../training/train-step.js';
import { circleBatch, circleClassifier } from './circle.js';

/** What the process prints. */
export interface ProviderReport {
  readonly losses: readonly number[];
  /** Outputs that did not leave the device. */
  readonly keptOnDevice: readonly string[];
  readonly parameters: Readonly<Record<string, readonly number[]>>;
}

const STEPS = 12;
const keptOnDevice = new Set<string>();

/** Notes outputs whose elements cannot be read without a download. */
function watch(session: OnnxSession): OnnxSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    release: () => session.release(),
    run: async (feeds, fetches) => {
      const outputs = await session.run(feeds, fetches);
      for (const [name, tensor] of Object.entries(outputs)) if (!isReadable(() => tensor.data)) keptOnDevice.add(name);
      return outputs;
    },
  };
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

const runtime = await createNodeRuntime({ provider: process.argv[2] as 'cpu' | 'webgpu', threads: 1, spinning: false });
const watched: OnnxRuntime = {
  name: runtime.name,
  createTensor: (...tensor) => runtime.createTensor(...tensor),
  createSession: async (...model) => watch(await runtime.createSession(...model)),
};
const trainStep = createFusedTrainStep({ name: 'circle', build: (g) => circleClassifier(g), optimizer: adamW() });
const session = await TrainSession.create(watched, trainStep, { seed: 1 });
const losses: number[] = [];
for (let step = 1; step <= STEPS; step++) {
  losses.push((await session.step(circleBatch(step), { learningRate: 0.02 })).loss);
}
const parameters = Object.entries(await session.parameters()).map(([name, data]) => [name, Array.from(data)] as const);
const report: ProviderReport = {
  losses,
  keptOnDevice: [...keptOnDevice],
  parameters: Object.fromEntries(parameters),
};
process.stdout.write(JSON.stringify(report));
