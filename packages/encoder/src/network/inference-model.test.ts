import { createNodeRuntime } from '@midizero/onnx/node';
import { expect, test } from 'vitest';
import { createEncoder } from '../encoder.js';
import { createManifest } from '../manifest.js';
import { naiveEmbedding, randomWeights, randomWindows, SMALL_NETWORK } from '../testing-support/naive-network.js';
import { exportInferenceModel } from './inference-model.js';

test('the folded ONNX model equals the network written as loops', async () => {
  const weights = randomWeights(SMALL_NETWORK, 1);
  const model = exportInferenceModel(SMALL_NETWORK, weights);
  const manifest = await createManifest('small', model, {
    architecture: { ...SMALL_NETWORK },
    dimensions: SMALL_NETWORK.dimensions,
    windowFrames: SMALL_NETWORK.windowFrames,
  });
  const encoder = await createEncoder({ runtime: await createNodeRuntime(), model, manifest, batchSize: 4 });
  const windows = randomWindows(9, 10, 2);
  const embeddings = await encoder.encode(windows);
  await encoder.release();
  expect(embeddings).toHaveLength(9 * 7);
  for (let row = 0; row < 9; row++) {
    const expected = naiveEmbedding(SMALL_NETWORK, weights, windows.subarray(row * 880, (row + 1) * 880));
    for (const [i, value] of expected.entries()) expect(embeddings[row * 7 + i]).toBeCloseTo(value, 4);
  }
});

test('a missing weight is named', () => {
  const { 'stem/scale': _, ...weights } = randomWeights(SMALL_NETWORK, 1);
  expect(() => exportInferenceModel(SMALL_NETWORK, weights)).toThrow(/"stem\/scale" must have 6 values, got none/);
});
