import { readFile } from 'node:fs/promises';
import { createNodeRuntime } from '@midizero/onnx/node';
import { decodeSafetensors } from '@midizero/onnx-training';
import { expect, test } from 'vitest';
import { createEncoder } from '../../encoder.js';
import { createManifest } from '../../manifest.js';
import { SMALL_RESNET34 } from '../../testing-support/small-resnet34.js';
import { exportInferenceModel } from '../inference-model.js';
import { isTorchResNet34, resNet34FromTorch } from './torch-weights.js';

const golden = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../testing-support/golden/${name}`, import.meta.url));

const readTensors = async () => decodeSafetensors(await golden('torch-resnet34.safetensors')).tensors;

test("weights that PyTorch wrote give PyTorch's embeddings", async () => {
  const { keysDown, embeddings } = JSON.parse((await golden('torch-resnet34.json')).toString()) as {
    readonly keysDown: readonly number[];
    readonly embeddings: readonly (readonly number[])[];
  };
  const tensors = await readTensors();
  expect(isTorchResNet34(tensors)).toBe(true);
  const model = exportInferenceModel(SMALL_RESNET34, resNet34FromTorch(SMALL_RESNET34, tensors));
  const { dimensions, windowFrames } = SMALL_RESNET34;
  const manifest = await createManifest('torch', model, { architecture: {}, dimensions, windowFrames });
  const encoder = await createEncoder({ runtime: await createNodeRuntime({ threads: 1 }), model, manifest });
  const windows = new Float32Array(embeddings.length * windowFrames * 88);
  for (const key of keysDown) windows[key] = 1;
  const actual = await encoder.encode(windows);
  for (const [i, expected] of embeddings.flat().entries()) expect(actual[i]).toBeCloseTo(expected, 5);
  await encoder.release();
});

test("torchvision's own names are known; its last layer is not ours and is left out", async () => {
  const tensors = await readTensors();
  const trunk = Object.entries(tensors).filter(([name]) => name.startsWith('resnet.'));
  const renamed = trunk.map(([name, tensor]) => [name.slice('resnet.'.length), tensor] as const);
  const all = Object.entries(resNet34FromTorch(SMALL_RESNET34, tensors));
  const weights = Object.fromEntries(all.filter(([name]) => !/^(lift|head)\//.test(name)));
  expect(all).toHaveLength(Object.keys(weights).length + 4);
  const fc = { 'fc.weight': { dims: [1000, 5], data: new Float32Array(5000) } };
  expect(resNet34FromTorch(SMALL_RESNET34, { ...Object.fromEntries(renamed), ...fc })).toEqual(weights);
});

test('says which tensor is missing or of another shape', async () => {
  const tensors = await readTensors();
  const { 'resnet.layer2.0.downsample.1.bias': _, ...less } = tensors;
  expect(() => resNet34FromTorch(SMALL_RESNET34, less)).toThrow(
    /"resnet.layer2.0.downsample.1.bias" must have the shape \[6\], got none/,
  );
  const wider = { ...SMALL_RESNET34, dimensions: 8 };
  expect(() => resNet34FromTorch(wider, tensors)).toThrow(/"fc.weight" must have the shape \[8, \d+\], got \[7, \d+\]/);
  expect(() => resNet34FromTorch(SMALL_RESNET34, {})).toThrow(/not a ResNet-34/);
});
