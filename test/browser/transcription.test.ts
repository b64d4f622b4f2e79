import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecording } from '../../packages/audio/src/index.js';
import { loadTranscriber } from '../../packages/audio/src/node.js';
import { makeWav } from '../../packages/audio/src/testing-support/make-wav.js';
import { synthesise } from '../../packages/audio/src/testing-support/synthesise.js';
import { findLibraryPiece } from '../../packages/library/src/index.js';
import { excerptNotes } from '../../packages/midi/src/index.js';
import type { HeardNotes, TranscribePage } from './pages/transcribe.js';
import { bundlePage, onnxRuntimeFolder } from './support/bundle-page.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const transcribePage: TranscribePage;

const modelFolder = fileURLToPath(new URL('../../models/basic-pitch/', import.meta.url));
const RATE_HZ = 44_100;

describe.skipIf(skipBrowserTests)(`recordings in the browser${whereSkipped}`, () => {
  const sound = synthesise(excerptNotes(findLibraryPiece('bach-invention-1')!.notes, 0, 2.5), {
    sampleRateHz: RATE_HZ,
  });
  let browser: Browser;
  let server: StaticServer;
  let folder: string;
  let page: Page;
  let inNode: HeardNotes;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
    await bundlePage(folder, 'transcribe');
    await writeFile(join(folder, 'plain.wav'), makeWav([[...sound]], { sampleRateHz: RATE_HZ }));
    // µ-law, which our own reader leaves to the browser.
    await writeFile(join(folder, 'coded.wav'), makeMuLawWav(sound));
    const transcriber = await loadTranscriber(join(modelFolder, 'basic-pitch.onnx'));
    const { pitch, startSeconds } = await transcriber.transcribe(createRecording([sound], RATE_HZ));
    await transcriber.release();
    inNode = Array.from(pitch, (key, row) => [key, startSeconds[row]!] as const);
    browser = await launchChromium();
    server = await serveFolders({ '/ort/': onnxRuntimeFolder(), '/model/': modelFolder, '/': folder });
    page = await browser.newPage();
    await page.goto(server.origin);
    await page.waitForFunction(() => 'transcribePage' in globalThis);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true });
  });

  test('a WAV file has the notes that it has in Node', async () => {
    const notes = await page.evaluate(() => transcribePage.transcribeFile('/plain.wav'));
    expect(notes.length).toBeGreaterThan(10);
    expect(notes).toEqual(inNode);
  });

  test('so has one of 8 bits that the browser decodes, but for a few', async () => {
    const notes = await page.evaluate(() => transcribePage.transcribeFile('/coded.wav'));
    expect(shareInCommon(notes, inNode)).toBeGreaterThan(0.7);
  });

  test('and sound that comes in pieces', async () => {
    const notes = await page.evaluate(([samples, rate]) => transcribePage.transcribeStream(samples, rate), [
      [...sound],
      RATE_HZ,
    ] as const);
    expect(shareInCommon(notes, inNode)).toBeGreaterThan(0.9);
  });

  test('what is no recording is refused', async () => {
    expect(await page.evaluate(() => transcribePage.refusal([77, 84, 104, 100]))).toEqual([
      'AUDIO_FORMAT',
      'not a recording that this browser can decode',
    ]);
  });
});

function shareInCommon(actual: HeardNotes, expected: HeardNotes): number {
  const found = actual.filter(([pitch, start]) => expected.some(([p, s]) => p === pitch && Math.abs(s - start) < 0.05));
  return found.length / Math.max(actual.length, expected.length);
}

/** 8 bits a sample by ITU-T G.711's logarithmic law. */
function makeMuLawWav(samples: Float32Array): Uint8Array {
  const bytes = makeWav([[...samples]], { coding: 7, bits: 8, sampleRateHz: RATE_HZ });
  const data = bytes.subarray(bytes.length - samples.length - (samples.length % 2));
  samples.forEach((sample, index) => {
    const magnitude = Math.min(32_635, Math.round(Math.abs(sample) * 32_767)) + 132;
    const exponent = Math.floor(Math.log2(magnitude)) - 7;
    const mantissa = (magnitude >> (exponent + 3)) & 15;
    data[index] = ~((sample < 0 ? 128 : 0) | (exponent << 4) | mantissa);
  });
  return bytes;
}
