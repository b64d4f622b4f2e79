import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEncoder } from '../../packages/encoder/src/node.js';
import { libraryPieces } from '../../packages/library/src/index.js';
import { cutWindows, groupFrames } from '../../packages/pitch-matrix/src/index.js';
import type { EncodePage } from './pages/encode.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const encodePage: EncodePage;

const root = new URL('../../', import.meta.url);
const modelFolder = fileURLToPath(new URL('models/pitch-resnet/', root));
const tolerance = 1e-4;

/** The page's script from the packages' sources, without anything of Node. */
async function bundlePage(outDir: string): Promise<void> {
  await build({
    config: false,
    entry: [fileURLToPath(new URL('pages/encode.ts', import.meta.url))],
    outDir,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    noExternal: [/.*/],
    splitting: false,
    silent: true,
    esbuildOptions(options) {
      options.conditions = ['@midizero/source', 'onnxruntime-web-use-extern-wasm', 'browser', 'module'];
    },
  });
  await writeFile(join(outDir, 'index.html'), '<!doctype html><script type="module" src="/encode.js"></script>');
}

describe.skipIf(skipBrowserTests)(`embeddings in the browser${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
    await bundlePage(folder);
    const resolve = createRequire(new URL('packages/encoder/package.json', root)).resolve;
    const ort = dirname(resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
    browser = await launchChromium();
    server = await serveFolders({ '/ort/': ort, '/model/': modelFolder, '/': folder });
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
    expect(actual.length).toBe(expected.length);
    const furthest = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
    expect(furthest).toBeLessThanOrEqual(tolerance);
  });
});
