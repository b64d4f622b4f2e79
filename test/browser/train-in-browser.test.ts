import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findLibraryPiece } from '../../packages/library/src/index.js';
import { excerptNotes, writeMidi } from '../../packages/midi/src/index.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { dropFile, type OpenedPage, openPage, playOnScreen, serveExample, untilAnswered } from './support/examples.js';
import { lowContrastTexts, unnamedControls } from './support/page-audit.js';
import type { StaticServer } from './support/static-server.js';

describe.skipIf(skipBrowserTests)(`training in the browser${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  let opened: OpenedPage;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await serveExample('train-in-browser');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    opened = await openPage(browser, server.origin);
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test('the loss falls, and the network then finds pieces it never learned from', async () => {
    const { page } = opened;
    await page.fill('#steps', '40');
    await page.click('#train');
    await page.waitForSelector('#outcome:not([hidden])', { timeout: 50_000 });
    const words = (await page.locator('#loss svg').getAttribute('aria-label'))!;
    const [, last, first] = words.match(/Loss ([\d.]+) after \d+ steps, from ([\d.]+)/)!;
    expect(Number(last)).toBeLessThan(0.8 * Number(first));
    const [, found, asked] = (await page.textContent('#outcome-words'))!.match(/(\d+) of (\d+) pieces were found/)!;
    expect(Number(found)).toBeGreaterThan(Number(asked) / 2);
    expect(await unnamedControls(page)).toEqual([]);
    expect(await lowContrastTexts(page)).toEqual([]);
  }, 60_000);

  test('the network just trained is asked on the piano and with a file, and another one after it', async () => {
    const { page } = opened;
    expect(await page.locator('#ask').isHidden()).toBe(true);
    await page.fill('#steps', '30');
    await page.click('#train');
    await page.waitForSelector('#ask:not([hidden])', { timeout: 50_000 });
    const elise = findLibraryPiece('beethoven-fur-elise')!;
    await playOnScreen(page, [76, 75, 76, 75, 76, 71, 74, 72, 69]);
    await untilAnswered(page, elise.title);
    await page.waitForFunction(() => document.querySelectorAll('#roll rect.both').length >= 8);
    await page.click('#clear');
    expect(await page.locator('#answer').isHidden()).toBe(true);
    await dropFile(page, 'passage.mid', writeMidi(excerptNotes(elise.notes, 6, 16)));
    await untilAnswered(page, elise.title);
    expect(await page.locator('#roll rect.both').count()).toBeGreaterThan(20);
    expect(await unnamedControls(page)).toEqual([]);
    expect(await lowContrastTexts(page)).toEqual([]);
    await page.fill('#steps', '10');
    await page.click('#train');
    await page.waitForSelector('#ask', { state: 'hidden' });
    await page.waitForSelector('#ask:not([hidden])', { timeout: 50_000 });
    await dropFile(page, 'passage.mid', writeMidi(excerptNotes(elise.notes, 6, 16)));
    await untilAnswered(page, elise.title);
  }, 90_000);

  test('pairs of the mode chosen are shown, and it can be stopped', async () => {
    const { page } = opened;
    await page.check('input[value="singing"]');
    await page.click('#train');
    await page.waitForFunction(() => document.querySelector('#status')!.textContent!.startsWith('Step '));
    expect(await page.locator('#pairs .anchor').count()).toBe(12);
    await page.click('#stop');
    await page.waitForFunction(() => document.querySelector('#status')!.textContent === 'Stopped.');
    expect(await page.locator('#train').isEnabled()).toBe(true);
    expect(await page.locator('#problem').isHidden()).toBe(true);
  });
});
