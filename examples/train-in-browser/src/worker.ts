import { createEncoder } from '@midizero/encoder';
import { type PitchResNetShape, trainEncoder } from '@midizero/encoder/training';
import { startWasmRuntime } from '@midizero/example-web/runtime';
import { watchedPairs } from './pairs.js';
import type { Mode, Report, Request } from './protocol.js';
import { tryModel } from './try-model.js';

const BATCH_SIZE = 128;
/** A quarter of the published network's channels: what a browser trains in a minute. */
const ARCHITECTURE: PitchResNetShape = {
  family: 'pitch-resnet',
  windowFrames: 10,
  stem: { kernel: 4, stride: 2 },
  stages: [{ channels: 48, blocks: 1 }],
  kernel: 3,
  dimensions: 128,
};

let stopping = new AbortController();

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if (data.type === 'stop') stopping.abort();
  else void train(data.mode, data.steps);
});

function report(message: Report): void {
  postMessage(message);
}

async function train(mode: Mode, steps: number): Promise<void> {
  stopping = new AbortController();
  const { signal } = stopping;
  try {
    report({ type: 'stage', words: 'Fetching ONNX Runtime …' });
    const runtime = await startWasmRuntime({ signal });
    report({ type: 'stage', words: 'Building the network and its gradients …' });
    const { model, manifest } = await trainEncoder({
      runtime,
      pairs: watchedPairs(mode, BATCH_SIZE, (pairs) => report({ type: 'pairs', pairs })),
      architecture: ARCHITECTURE,
      batchSize: BATCH_SIZE,
      budget: { steps },
      seed: 1,
      signal,
      onStep: ({ step, loss, pairsPerSecond, fraction }) => {
        report({ type: 'step', step, loss, pairsPerSecond, fraction });
      },
    });
    report({ type: 'stage', words: 'Searching for a passage of every built-in piece …' });
    const encoder = await createEncoder({ runtime, model, manifest });
    report({ type: 'trained', trials: await tryModel(encoder, runtime) });
    await encoder.release();
  } catch (error) {
    report({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
      wasStopped: signal.aborted,
    });
  }
}
