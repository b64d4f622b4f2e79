import { createWebRuntime } from '../../../packages/onnx/src/web.js';
import { readArtifacts, TrainingSession } from '../../../packages/onnx-training/src/index.js';
import { circleBatch } from '../../../packages/onnx-training/src/testing-support/circle.js';

/** What `training.test.ts` calls in the page. */
export interface TrainPage {
  /** Trains from the artifacts at `/artifacts/`. @returns the loss of each step */
  train(provider: 'wasm' | 'webgpu', steps: number, learningRate: number): Promise<number[]>;
}

const files = { wasm: 'ort-wasm-simd-threaded', webgpu: 'ort-wasm-simd-threaded.asyncify' } as const;

const trainPage: TrainPage = {
  async train(provider, steps, learningRate) {
    const address = (suffix: string): string => new URL(`/ort/${files[provider]}.${suffix}`, location.href).href;
    const wasmPaths = { mjs: address('mjs'), wasm: address('wasm') };
    const runtime = await createWebRuntime({ provider, threads: 1, wasmPaths });
    const artifacts = await readArtifacts(async (name) => {
      const response = await fetch(`/artifacts/${name}`);
      return new Uint8Array(await response.arrayBuffer());
    });
    const session = await TrainingSession.create(runtime, artifacts);
    const losses: number[] = [];
    for (let step = 1; step <= steps; step++) {
      await session.lazyResetGrad();
      const { loss } = await session.runTrainStep(circleBatch(step));
      losses.push(Number((await loss!.download())[0]));
      await session.runOptimizerStep({ learningRate });
    }
    await session.release();
    return losses;
  },
};

Object.assign(globalThis, { trainPage });
