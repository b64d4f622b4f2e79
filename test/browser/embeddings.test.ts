import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEncoder } from '../../packages/encoder/src/node.js';
import { libraryPieces } from '../../packages/library/src/index.js';
import { cutWindows, groupFrames } from '../../packages/pitch-matrix/src/index.js';
import type { EncodePage } from './pages/encode.js';
import { bundlePage, onnxRuntimeFolder } from './support/bundle-page.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { furthest } from './support/furthest.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const encodePage: EncodePage;

const modelFolder = fileURLToPath(new URL('../../models/pitch-resnet/', import.meta.url));
const tolerance = 1e-4;

describe.skipIf(skipBrowserTests)(`embeddings in the browser${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
    await bundlePage(folder, 'encode');
    browser = await launchChromium();
    server = await serveFolders({ '/ort/': onnxRuntimeFolder(), '/model/': modelFolder, '/': folder });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true });
  });

  test.each([1, 2])('WebAssembly gives on %i thread(s) what Node gives', async (threads) => {
    const encoder = await loadEncoder(modelFolder);
    const piece = libraryPieces()[0]!;
    const windows = cutWindows(groupFrames(piece.notes)).data.subarray(0, 40 * 880);
    const expected = await encoder.encode(windows);
    await encoder.release();
    const page = await browser.newPage();
    await page.goto(server.origin);
    await page.waitForFunction(() => 'encodePage' in globalThis);
    const actual = await page.evaluate(([data, count]) => encodePage.encode(data, count), [
      Array.from(windows),
      threads,
    ] as const);
    await page.close();
    expect(furthest(actual, expected)).toBeLessThanOrEqual(tolerance);
  });
});
