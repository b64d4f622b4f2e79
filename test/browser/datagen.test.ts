import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatagenPage } from './pages/datagen.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { datagenDigest, datagenRuns } from './support/datagen-digests.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const datagenPage: DatagenPage;

/** The page's script from the packages' sources: it would not build with anything of Node in it. */
async function bundlePage(outDir: string): Promise<void> {
  await build({
    config: false,
    entry: [fileURLToPath(new URL('pages/datagen.ts', import.meta.url))],
    outDir,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    noExternal: [/.*/],
    splitting: false,
    silent: true,
    esbuildOptions(options) {
      options.conditions = ['@midizero/source', 'browser', 'module'];
    },
  });
  await writeFile(join(outDir, 'index.html'), '<!doctype html><script type="module" src="/datagen.js"></script>');
}

describe.skipIf(skipBrowserTests)(
  `the same seed gives the same bytes in the browser and in Node${whereSkipped}`,
  () => {
    let browser: Browser;
    let server: StaticServer;
    let page: Page;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
      await bundlePage(folder);
      browser = await launchChromium();
      server = await serveFolders({ '/': folder });
      page = await browser.newPage();
      await page.goto(server.origin);
      await page.waitForFunction(() => 'datagenPage' in globalThis);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.close();
      await rm(folder, { recursive: true });
    });

    test.each(datagenRuns)('%s', async (run) => {
      expect(await page.evaluate((name) => datagenPage.digest(name), run)).toBe(await datagenDigest(run));
    });
  },
);
