import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWav } from '../../packages/audio/src/testing-support/make-wav.js';
import { synthesise } from '../../packages/audio/src/testing-support/synthesise.js';
import { findLibraryPiece } from '../../packages/library/src/index.js';
import { excerptNotes, writeMidi } from '../../packages/midi/src/index.js';
import {
  launchChromium,
  noGpuArguments,
  skipBrowserTests,
  softwareGpuArguments,
  whereSkipped,
} from './support/chromium.js';
import { dropFile, openWebExample, serveExample, untilAnswered } from './support/examples.js';
import { fromZero } from './support/from-zero.js';
import type { StaticServer } from './support/static-server.js';

const elise = findLibraryPiece('beethoven-fur-elise')!;
const take = writeMidi(excerptNotes(elise.notes, 6, 16));

describe.skipIf(skipBrowserTests)(`the devices of the web example${whereSkipped}`, () => {
  let server: StaticServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-microphone-'));
    server = await serveExample('web');
  });
  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true });
  });

  async function withBrowser(
    chromiumArguments: readonly string[],
    use: (browser: Browser) => Promise<void>,
  ): Promise<void> {
    const browser = await launchChromium(chromiumArguments);
    try {
      await use(browser);
    } finally {
      await browser.close();
    }
  }

  test(
    'on WebGPU, by software, it finds the piece, and remembers the choice',
    () =>
      withBrowser(softwareGpuArguments, async (browser) => {
        const { page, complaints, close } = await openWebExample(browser, server.origin);
        await page.check('input[value="webgpu"]');
        await page.waitForFunction(
          () => document.querySelector('#device-facts')!.textContent!.includes('WebGPU on the graphics card'),
          undefined,
          { timeout: 60_000 },
        );
        await dropFile(page, 'take.mid', take);
        await untilAnswered(page, elise.title, 60_000);
        expect(await page.evaluate(() => localStorage.getItem('device'))).toBe('webgpu');
        expect(complaints).toEqual([]);
        await close();
      }),
    120_000,
  );

  test('without a graphics card it says so and goes on with the processor', () =>
    withBrowser(noGpuArguments, async (browser) => {
      const { page, close } = await openWebExample(browser, server.origin);
      await page.check('input[value="webgpu"]');
      await page.waitForFunction(() =>
        document.querySelector('#device-facts')!.textContent!.includes('The graphics card cannot be used: '),
      );
      expect(await page.isChecked('input[value="wasm"]')).toBe(true);
      await dropFile(page, 'take.mid', take);
      await untilAnswered(page, elise.title);
      await close();
    }));

  test('the microphone hears a piece, and is let go of', async () => {
    const sound = join(folder, 'sound.wav');
    await writeFile(
      sound,
      makeWav([[...synthesise(fromZero(excerptNotes(elise.notes, 6, 16)), { sampleRateHz: 48_000 })]], {
        sampleRateHz: 48_000,
      }),
    );
    const fakeMicrophone = [
      ...noGpuArguments,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${sound}`,
    ];
    await withBrowser(fakeMicrophone, async (browser) => {
      const { page, complaints, close } = await openWebExample(browser, server.origin);
      await page.click('#microphone');
      await untilAnswered(page, elise.title, 60_000);
      expect(await page.textContent('#status')).toBe('Listening to the microphone …');
      await page.click('#microphone');
      expect(await page.textContent('#microphone')).toBe('Use the microphone');
      expect(await page.locator('#answer').isHidden()).toBe(true);
      await page.click('#microphone');
      await page.waitForFunction(() => document.querySelector('#microphone')!.textContent === 'Stop listening');
      await page.check('input[value="webgpu"]');
      await page.waitForFunction(() =>
        document.querySelector('#device-facts')!.textContent!.includes('The graphics card cannot be used: '),
      );
      expect(await page.textContent('#microphone')).toBe('Use the microphone');
      expect(await page.locator('#problem').isHidden()).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    });
  }, 120_000);

  test('a microphone that is not allowed is told of in words', () =>
    withBrowser([...noGpuArguments, '--use-fake-device-for-media-stream'], async (browser) => {
      const { page, close } = await openWebExample(browser, server.origin, { permissions: [] });
      await page.click('#microphone');
      await page.waitForSelector('#problem:not([hidden])');
      expect(await page.textContent('#problem')).toMatch(/microphone/i);
      await close();
    }));
});
