import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { openPage, serveExample } from './support/examples.js';
import type { StaticServer } from './support/static-server.js';

describe.skipIf(skipBrowserTests)(`the classifier in the browser${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await serveExample('train-classifier');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('learns the ring: its loss falls, and its picture has a hole', async () => {
    const { page, complaints, close } = await openPage(browser, server.origin);
    await page.click('#train');
    await page.waitForFunction(() => document.querySelector('#status')!.textContent!.startsWith('Step 1500'));
    await page.waitForSelector('#train:not([disabled])');
    expect(Number((await page.textContent('#status'))!.match(/loss ([\d.]+)/)![1])).toBeLessThan(0.25);
    const inside = await page.evaluate(() => {
      const context = document.querySelector<HTMLCanvasElement>('#map')!.getContext('2d')!;
      const { data } = context.getImageData(0, 32, 64, 1);
      const at = (x: number): boolean => data[4 * x + 3]! > 127;
      return { edge: at(1), ring: at(13), hole: at(32) };
    });
    expect(inside).toEqual({ edge: false, ring: true, hole: false });
    expect(complaints).toEqual([]);
    await close();
  });
});
