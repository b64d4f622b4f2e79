import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeRuntime } from '@midizero/onnx/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEncoder } from './encoder.js';
import { createManifest, type EncoderManifest, parseManifest } from './manifest.js';
import { exportInferenceModel } from './network/inference-model.js';
import { loadEncoder, writeModel } from './node.js';
import { randomWeights, randomWindows, SMALL_NETWORK } from './testing-support/naive-network.js';

let folder: string;
let model: Uint8Array;
let manifest: EncoderManifest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-encoder-'));
  model = exportInferenceModel(SMALL_NETWORK, randomWeights(SMALL_NETWORK, 3));
  manifest = await createManifest('small', model, {
    architecture: { ...SMALL_NETWORK },
    dimensions: SMALL_NETWORK.dimensions,
    windowFrames: SMALL_NETWORK.windowFrames,
  });
  await writeModel(folder, { manifest, model });
});

afterAll(() => rm(folder, { recursive: true }));

describe('a model folder', () => {
  test('loads, and encodes rows of length 1 whatever the batch size', async () => {
    const windows = randomWindows(11, 10, 4);
    const small = await loadEncoder(folder, { batchSize: 3 });
    const large = await loadEncoder(folder);
    expect(small.id).toMatch(/^small@[0-9a-f]{12}$/);
    const events: number[] = [];
    const a = await small.encode(windows, { onProgress: ({ completed }) => events.push(completed) });
    const b = await large.encode(windows);
    expect(events).toEqual([3, 6, 9, 11]);
    for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i]!, 6);
    for (let row = 0; row < 11; row++) expect(Math.hypot(...a.subarray(row * 7, row * 7 + 7))).toBeCloseTo(1, 5);
    await small.release();
    await large.release();
  });

  test('refuses a size that is not whole windows, and stops on abort', async () => {
    const encoder = await loadEncoder(folder);
    await expect(encoder.encode(new Float32Array(881))).rejects.toThrow(
      /windows: expected a multiple of 10 \* 88 = 880/,
    );
    await expect(encoder.encode(new Float32Array(880), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(await encoder.encode(new Float32Array(0))).toHaveLength(0);
    await encoder.release();
  });

  test('an empty window gives finite numbers', async () => {
    const encoder = await loadEncoder(folder);
    expect((await encoder.encode(new Float32Array(880))).every(Number.isFinite)).toBe(true);
    await encoder.release();
  });

  test('says which file is missing', async () => {
    await expect(loadEncoder(join(folder, 'absent'))).rejects.toThrow(/absent.manifest\.json: no such file/);
  });

  test('a changed weight is found before the model is used', async () => {
    const damaged = await mkdtemp(join(tmpdir(), 'midizero-encoder-'));
    await writeModel(damaged, { manifest, model });
    const bytes = await readFile(join(damaged, manifest.model));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(join(damaged, manifest.model), bytes);
    await expect(loadEncoder(damaged)).rejects.toThrow(/small\.onnx: its \d+ bytes are not those of small@/);
    await rm(damaged, { recursive: true });
  });
});

describe('parseManifest', () => {
  test.each([
    ['{', /not a JSON document/],
    ['{"format":"other"}', /not the manifest of a midizero encoder/],
    ['{"format":"midizero-encoder","formatVersion":9}', /format version 9 is not known/],
  ])('%s', (json, message) => {
    expect(() => parseManifest(json)).toThrow(message);
  });

  test.each([
    ['dimensions', 0, /"dimensions" must be a whole number/],
    ['sha256', 'abc', /"sha256" must be 64/],
    ['model', '../x.onnx', /"model" must be a file name/],
    ['id', 5, /"id" must be a text/],
  ])('a wrong %s', (field, value, message) => {
    expect(() => parseManifest(JSON.stringify({ ...manifest, [field]: value }))).toThrow(message);
  });
});

test('a model without the right inputs is refused', async () => {
  const runtime = await createNodeRuntime();
  const fake = {
    ...runtime,
    createTensor: runtime.createTensor.bind(runtime),
    createSession: async () => ({
      inputNames: ['x'],
      outputNames: ['y'],
      run: async () => ({}),
      release: async () => {},
    }),
  };
  await expect(createEncoder({ runtime: fake, model, manifest })).rejects.toThrow(/expected an input "windows"/);
});
