import { readFile } from 'node:fs/promises';
import { modelUrl } from '@midizero/basic-pitch';
import { readOnnx } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { expect, test } from 'vitest';
import { WINDOW_SAMPLES } from '../posteriors/network-contract.js';
import recorded from '../testing-support/golden/tensorflow-output.json' with { type: 'json' };
import { tfjsFiles } from '../testing-support/tfjs-files.js';
import { basicPitchGraph } from './network.js';
import { translateBasicPitch } from './translate-basic-pitch.js';

/** Probabilities of the two engines may differ by this much; decibels of near silence are ill-conditioned. */
const TOLERANCE = 1e-3;

function recordedWindow(): Float32Array {
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, index) => {
    const seconds = index / 22_050;
    return recorded.tones
      .filter(({ startSeconds }) => seconds >= startSeconds)
      .reduce((sum, { hz, startSeconds }) => {
        const turn = 2 * Math.PI * hz * seconds;
        const partials = Math.sin(turn) + 0.5 * Math.sin(2 * turn) + 0.25 * Math.sin(3 * turn);
        return sum + 0.2 * Math.exp(-2 * (seconds - startSeconds)) * partials;
      }, 0);
  });
}

test('the model gives what TensorFlow.js gave, also as the second of a batch', async () => {
  const runtime = await createNodeRuntime();
  const session = await runtime.createSession(await readFile(modelUrl));
  const windows = new Float32Array(2 * WINDOW_SAMPLES);
  windows.set(recordedWindow(), WINDOW_SAMPLES);
  const outputs = await session.run({ audio: runtime.createTensor('float32', windows, [2, WINDOW_SAMPLES]) });
  for (const name of ['onsets', 'frames', 'contours'] as const) {
    const values = outputs[name]!.data as Float32Array;
    const second = values.subarray(values.length / 2);
    const expected = recorded[name];
    expect(expected.length).toBe(Math.ceil(second.length / recorded.step));
    const errors = expected.map((value, index) => Math.abs(value - second[index * recorded.step]!));
    expect(Math.max(...errors), name).toBeLessThan(TOLERANCE);
    expect(Math.max(...expected), `${name}: something to be wrong about`).toBeGreaterThan(0.2);
  }
  await session.release();
});

test('the model is the translation of its own weights in the files of TensorFlow.js', async () => {
  const model = new Uint8Array(await readFile(modelUrl));
  const names = new Set(basicPitchGraph().parameters.map(({ name }) => name));
  const { parameters } = readOnnx(model, { isParameter: (name) => names.has(name) });
  expect(Buffer.compare(translateBasicPitch(tfjsFiles(parameters)), model)).toBe(0);
});

const files = tfjsFiles({});
const manifest = (weights: readonly object[]): string => JSON.stringify({ weightsManifest: [{ weights }] });
test.each([
  ['no JSON', { ...files, modelJson: '<html>' }, /model\.json: not a JSON document/],
  ['another kind of JSON', { ...files, modelJson: '{}' }, /not a TensorFlow\.js model with one group of weights/],
  ['another model', { ...files, modelJson: manifest([]) }, /no weight ends with "\/conv1d\/ExpandDims_1"/],
  ['weights cut off', { ...files, weights: files.weights.subarray(4) }, /ends at byte \d+, the file at \d+/],
  [
    'quantized weights',
    { ...files, modelJson: manifest([{ name: 'w', shape: [1], dtype: 'float32', quantization: {} }]) },
    /weight "w" is float32, quantized/,
  ],
])('%s is refused', (_, source, message) => {
  expect(() => translateBasicPitch(source)).toThrow(message);
});
