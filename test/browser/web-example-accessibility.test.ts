import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLibraryPiece } from '../../packages/library/src/index.js';
import { excerptNotes, writeMidi } from '../../packages/midi/src/index.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { dropFile, openWebExample, serveExample, untilAnswered } from './support/examples.js';
import { lowContrastTexts, unnamedControls } from './support/page-audit.js';
import type { StaticServer } from './support/static-server.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

describe.skipIf(skipBrowserTests)(`the web example is for everyone${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  const piece = findLibraryPiece('beethoven-fur-elise')!;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await serveExample('web');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each(['light', 'dark'] as const)('every control has a name and every text contrast, %s', async (colorScheme) => {
    const { page, close } = await openWebExample(browser, server.origin, { colorScheme });
    await dropFile(page, 'take.mid', writeMidi(excerptNotes(piece.notes, 0, 10)));
    await untilAnswered(page, piece.title);
    await dropFile(page, 'broken.mid', Uint8Array.of(1));
    await page.waitForSelector('#problem:not([hidden])');
    expect(await lowContrastTexts(page)).toEqual([]);
    expect(await unnamedControls(page)).toEqual([]);
    await dropFile(page, 'take.mid', writeMidi(excerptNotes(piece.notes, 0, 10)));
    await untilAnswered(page, piece.title);
    expect(await lowContrastTexts(page)).toEqual([]);
    expect(await unnamedControls(page)).toEqual([]);
    await close();
  });

  test('dark and light can be chosen, and are remembered', async () => {
    const { page, close } = await openWebExample(browser, server.origin, { colorScheme: 'light' });
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.click('#theme');
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await paper()).toBe(dark);
    await page.click('#theme');
    expect(await paper()).toBe(light);
    await close();
  });

  test('it fits a phone, and fingers play several keys at once', async () => {
    const { page, close } = await openWebExample(browser, server.origin, PHONE);
    await dropFile(page, 'take.mid', writeMidi(excerptNotes(piece.notes, 0, 10)));
    await untilAnswered(page, piece.title);
    const { wide, screen } = await page.evaluate(() => {
      return { wide: document.documentElement.scrollWidth, screen: document.documentElement.clientWidth };
    });
    expect(wide).toBe(screen);
    const devtools = await page.context().newCDPSession(page);
    await page.locator('#piano').scrollIntoViewIfNeeded();
    const middle = async (pitch: number): Promise<{ x: number; y: number }> => {
      const { x, y, width, height } = (await page.locator(`[data-pitch="${pitch}"]`).boundingBox())!;
      return { x: x + width / 2, y: y + height - 12 };
    };
    const touchPoints = await Promise.all([60, 64, 67].map(middle));
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    const held = (): Promise<string[]> =>
      page.locator('.key.down').evaluateAll((keys) => keys.map((key) => key.ariaLabel!));
    expect(await held()).toEqual(['C4', 'E4', 'G4']);
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    expect(await held()).toEqual([]);
    await close();
  });
});
