import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEncoder } from '../../packages/encoder/src/node.js';
import { libraryPieces } from '../../packages/library/src/index.js';
import { cutWindows, groupFrames } from '../../packages/pitch-matrix/src/index.js';
import type { WorkerPage } from './pages/encode-in-worker.js';
import { bundlePage, onnxRuntimeFolder } from './support/bundle-page.js';
import { launchChromium, skipBrowserTests, softwareGpuArguments, whereSkipped } from './support/chromium.js';
import { furthest } from './support/furthest.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const workerPage: WorkerPage;

const modelFolder = fileURLToPath(new URL('../../models/pitch-resnet/', import.meta.url));
const TOLERANCE = 1e-4;
const WINDOWS = 40;

describe.skipIf(skipBrowserTests)(`the encoder in a worker of a page${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  let folder: string;
  let page: Page;
  let windows: Float32Array;
  let expected: Float32Array;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
    await bundlePage(folder, 'encode-in-worker', ['encoder-worker']);
    windows = cutWindows(groupFrames(libraryPieces()[0]!.notes)).data.subarray(0, WINDOWS * 880);
    const encoder = await loadEncoder(modelFolder);
    expected = await encoder.encode(windows);
    await encoder.release();
    server = await serveFolders({ '/ort/': onnxRuntimeFolder(), '/model/': modelFolder, '/': folder });
    browser = await launchChromium(softwareGpuArguments);
    page = await browser.newPage();
    await page.goto(server.origin);
    await page.waitForFunction(() => 'workerPage' in globalThis);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true });
  });

  const encode = (device: 'wasm' | 'webgpu' | 'auto', repeats: number): ReturnType<WorkerPage['encode']> =>
    page.evaluate((given) => workerPage.encode(...given), [Array.from(windows), device, repeats] as const);

  test('on WebAssembly it gives what Node gives, also in several messages and with calls that overlap', async () => {
    const repeats = 103; // 4,120 windows: more than one message takes
    const outcome = await encode('wasm', repeats);
    expect(outcome).toMatchObject({ provider: 'wasm', inputIsIntact: true });
    expect(furthest(outcome.embeddings, expected)).toBeLessThanOrEqual(TOLERANCE);
    expect(furthest(outcome.embeddingsOfRepeats, expected)).toBeLessThanOrEqual(TOLERANCE);
    expect(outcome.progress[0]).toEqual([256, repeats * WINDOWS]);
    expect(outcome.progress.at(-1)).toEqual([repeats * WINDOWS, repeats * WINDOWS]);
  });

  test('on WebGPU, by software, it gives what Node gives', async () => {
    const outcome = await encode('webgpu', 2);
    expect(outcome.provider).toBe('webgpu');
    expect(furthest(outcome.embeddings, expected)).toBeLessThanOrEqual(TOLERANCE);
  }, 120_000);

  test('left to choose, it does not take a graphics card made of software, and says so', async () => {
    const outcome = await encode('auto', 1);
    expect(outcome).toMatchObject({ provider: 'wasm', fallbackReason: expect.stringMatching(/software|WebGPU/) });
    expect(furthest(outcome.embeddings, expected)).toBeLessThanOrEqual(TOLERANCE);
  });

  test('an abort comes out as its own reason, soon, and the encoder goes on working', async () => {
    const { isReason, batches, next } = await page.evaluate((data) => workerPage.abort(data), Array.from(windows));
    expect(isReason).toBe(true);
    expect(batches).toBeLessThan(WINDOWS);
    expect(next).toBe(expected.length / WINDOWS);
  });

  test('errors come out of the worker with class and code', async () => {
    const error = await page.evaluate(() => workerPage.open('/nowhere', 'wasm'));
    expect(error).toMatchObject({ className: expect.stringContaining('ModelFetchError'), code: 'MODEL_FETCH' });
    expect(error.message).toContain(`${server.origin}/nowhere/manifest.json: the server answered 404`);
  });
});
