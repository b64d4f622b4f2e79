import { createTrainingStep, DEFAULT_ARCHITECTURE } from '@midizero/encoder/training';
import { createWebRuntime } from '@midizero/onnx/web';
import { TrainSession } from '@midizero/onnx-training';

/** Windows of some 4% keys down, the same ones each time. */
function windows(count: number): Float32Array {
  return Float32Array.from({ length: count * 880 }, (_, i) => ((i * 7919) % 101 < 4 ? 1 : 0));
}

/** Milliseconds of each training step. */
async function train(batchSize: number, steps: number, threads: number): Promise<number[]> {
  const runtime = await createWebRuntime({ provider: 'wasm', wasmPaths: '/midizero-ort/', threads });
  const step = createTrainingStep({ architecture: DEFAULT_ARCHITECTURE, batchSize });
  const session = await TrainSession.create(runtime, step, { seed: 1 });
  const data = {
    anchors: windows(batchSize),
    positives: windows(batchSize),
    similarity_target: new Float32Array(batchSize).fill(0.9),
  };
  const milliseconds: number[] = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    await session.step(data, { learningRate: 1e-4 });
    milliseconds.push(performance.now() - start);
  }
  return milliseconds;
}

Object.assign(globalThis, { train });
