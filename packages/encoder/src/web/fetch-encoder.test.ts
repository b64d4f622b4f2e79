import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Progress } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createManifest, type EncoderManifest } from '../manifest.js';
import { exportInferenceModel } from '../network/inference-model.js';
import { randomWeights, SMALL_NETWORK } from '../testing-support/naive-network.js';
import { fetchEncoder } from '../web.js';

let server: Server;
let origin: string;
let runtime: OnnxRuntime;
let manifest: EncoderManifest;
let model: Uint8Array;
const files = new Map<string, Uint8Array | string>();

beforeAll(async () => {
  runtime = await createNodeRuntime();
  model = exportInferenceModel(SMALL_NETWORK, randomWeights(SMALL_NETWORK, 3));
  manifest = await createManifest('small', model, {
    architecture: { ...SMALL_NETWORK },
    dimensions: SMALL_NETWORK.dimensions,
    windowFrames: SMALL_NETWORK.windowFrames,
  });
  server = createServer((request, response) => {
    const file = files.get(request.url!);
    if (request.url === '/stalled/small.onnx') response.write(model.subarray(0, 100));
    else if (file === undefined) response.writeHead(404, 'Not Found').end('<h1>nothing here</h1>');
    else response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  files.set('/model/manifest.json', JSON.stringify(manifest));
  files.set('/model/small.onnx', model);
  files.set('/hashed/manifest-1f.json', JSON.stringify(manifest));
  files.set('/hashed/weights-2e.bin', model);
  files.set('/without-weights/manifest.json', JSON.stringify(manifest));
  files.set('/short/manifest.json', JSON.stringify({ ...manifest, bytes: model.length + 1 }));
  files.set('/short/small.onnx', model);
  files.set('/long/manifest.json', JSON.stringify({ ...manifest, bytes: model.length - 1 }));
  files.set('/long/small.onnx', model);
  files.set('/other/manifest.json', JSON.stringify({ ...manifest, sha256: '0'.repeat(64) }));
  files.set('/other/small.onnx', model);
  files.set('/stalled/manifest.json', JSON.stringify(manifest));
  files.set('/page/manifest.json', '<!doctype html>');
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test.each(['/model', '/model/'])('a folder %s loads, its bytes counted up to the total', async (folder) => {
  const events: Progress[] = [];
  const encoder = await fetchEncoder(origin + folder, { runtime, onProgress: (event) => events.push(event) });
  expect(encoder.id).toBe(manifest.id);
  expect((await encoder.encode(new Float32Array(880))).length).toBe(SMALL_NETWORK.dimensions);
  expect(events.at(-1)).toEqual({ stage: 'fetch model', completed: model.length, total: model.length, unit: 'bytes' });
  expect(events.map(({ completed }) => completed)).toEqual(
    events.map(({ completed }) => completed).toSorted((a, b) => a - b),
  );
  await encoder.release();
});

test('the two files can be anywhere', async () => {
  const manifestUrl = `${origin}/hashed/manifest-1f.json`;
  const modelUrl = new URL('/hashed/weights-2e.bin', origin);
  const encoder = await fetchEncoder({ manifestUrl, modelUrl }, { runtime, batchSize: 2 });
  expect(encoder.id).toBe(manifest.id);
  await encoder.release();
});

test('a missing file is named, with the status', async () => {
  await expect(fetchEncoder(`${origin}/nowhere`, { runtime })).rejects.toMatchObject({
    code: 'MODEL_FETCH',
    message: `${origin}/nowhere/manifest.json: the server answered 404 Not Found; a model folder holds manifest.json and the .onnx file it names`,
    details: { url: `${origin}/nowhere/manifest.json`, status: 404 },
  });
  await expect(fetchEncoder(`${origin}/without-weights`, { runtime })).rejects.toMatchObject({
    code: 'MODEL_FETCH',
    details: { url: `${origin}/without-weights/small.onnx`, status: 404 },
  });
});

test('a server that is not there', async () => {
  await expect(fetchEncoder('http://127.0.0.1:1/', { runtime })).rejects.toMatchObject({
    code: 'MODEL_FETCH',
    message: expect.stringContaining('could not be reached'),
  });
});

test.each([
  ['/short', /bytes as its manifest says, got \d+/],
  ['/long', /bytes as its manifest says, got more/],
  ['/other', /are not those of small@/],
  ['/page', /manifest\.json: not a JSON document/],
])('what is not the model is refused: %s', async (folder, message) => {
  await expect(fetchEncoder(origin + folder, { runtime })).rejects.toMatchObject({
    code: 'MODEL_FORMAT',
    message: expect.stringMatching(message),
  });
});

test('an abort ends it with the reason given', async () => {
  const reason = new Error('changed my mind');
  await expect(fetchEncoder(`${origin}/model`, { runtime, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const stopAtFirstBytes = { runtime, signal: controller.signal, onProgress: () => controller.abort(reason) };
  await expect(fetchEncoder(`${origin}/stalled`, stopAtFirstBytes)).rejects.toBe(reason);
});
