import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatagenPage } from './pages/datagen.js';
import { bundlePage } from './support/bundle-page.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { datagenDigest, datagenRuns } from './support/datagen-digests.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const datagenPage: DatagenPage;

describe.skipIf(skipBrowserTests)(
  `the same seed gives the same bytes in the browser and in Node${whereSkipped}`,
  () => {
    let browser: Browser;
    let server: StaticServer;
    let page: Page;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
      await bundlePage(folder, 'datagen');
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
