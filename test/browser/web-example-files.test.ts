import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeWav } from '../../packages/audio/src/testing-support/make-wav.js';
import { synthesise } from '../../packages/audio/src/testing-support/synthesise.js';
import { loadEncoder } from '../../packages/encoder/src/node.js';
import { findLibraryPiece } from '../../packages/library/src/index.js';
import { excerptNotes, writeMidi } from '../../packages/midi/src/index.js';
import { buildIndex, saveIndex } from '../../packages/retrieval/src/index.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import { dropFile, type OpenedPage, openWebExample, serveExample, untilAnswered } from './support/examples.js';
import { fromZero } from './support/from-zero.js';
import { makeMusicXml } from './support/make-musicxml.js';
import type { StaticServer } from './support/static-server.js';

const modelFolder = fileURLToPath(new URL('../../models/pitch-resnet/', import.meta.url));
const cello = findLibraryPiece('bach-cello-suite-1-prelude')!;
const elise = findLibraryPiece('beethoven-fur-elise')!;
const score = makeMusicXml([...cello.notes.pitch]);
const eliseAtSix = excerptNotes(elise.notes, 6, 16);
const recording = makeWav([[...synthesise(fromZero(eliseAtSix))]]);

describe.skipIf(skipBrowserTests)(`scores, recordings and indexes in the web example${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  let folder: string;
  let example: OpenedPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-files-'));
    browser = await launchChromium();
    server = await serveExample('web', { '/indexes/': folder });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    expect(example.complaints).toEqual([]);
    await example.close();
  });

  test('a score in MusicXML is found', async () => {
    example = await openWebExample(browser, server.origin);
    await dropFile(example.page, 'score.musicxml', makeMusicXml([...cello.notes.pitch.subarray(32, 80)]));
    await untilAnswered(example.page, cello.title);
    expect(await example.page.textContent('#answer-kicker')).toMatch(/^Sounds like, /);
  });

  test('a recording is transcribed and found, with its place', async () => {
    example = await openWebExample(browser, server.origin);
    await dropFile(example.page, 'take.wav', recording);
    await untilAnswered(example.page, elise.title, 60_000);
    expect(await example.page.textContent('#answer-kicker')).toMatch(/^Sounds like, /);
  }, 120_000);

  test('a folder may hold scores and recordings; a place in a score has its bar', async () => {
    example = await openWebExample(browser, server.origin);
    const { page } = example;
    const music = await mkdtemp(join(tmpdir(), 'midizero-folder-'));
    await writeFile(join(music, 'cello.musicxml'), score);
    await writeFile(join(music, 'for someone.wav'), recording);
    await writeFile(join(music, 'damaged.mp3'), Uint8Array.of(0xff, 0xfb, 0x90, 0x64, 0, 0, 0));
    await page.setInputFiles('#folder', music);
    await page.waitForFunction(
      () => document.querySelector('#library-facts')!.textContent!.startsWith('2 pieces of your folder'),
      undefined,
      { timeout: 30_000 },
    );
    await rm(music, { recursive: true });
    expect(await page.textContent('#skipped summary')).toBe('1 file could not be read');
    await dropFile(page, 'take.mid', writeMidi(excerptNotes(cello.notes, cello.notes.startSeconds[48]!, 20)));
    await untilAnswered(page, 'cello');
    expect(await page.textContent('#answer-place')).toMatch(/bars 4–\d+ /);
    await dropFile(page, 'other.mid', writeMidi(eliseAtSix));
    await untilAnswered(page, 'for someone');
  }, 120_000);

  test('an index from an address is opened, by a link and by hand; what is none is refused in words', async () => {
    const encoder = await loadEncoder(modelFolder);
    const index = await buildIndex([{ id: 'a', title: 'Known from afar', notes: elise.notes }], { encoder });
    await encoder.release();
    await writeFile(join(folder, 'one.mzi'), saveIndex(index));
    await writeFile(join(folder, 'none.mzi'), 'nothing of the kind');
    example = await openWebExample(browser, `${server.origin}/?index=indexes/one.mzi`);
    const { page } = example;
    expect(await page.textContent('#library-facts')).toMatch(/^1 piece of an index from the web/);
    await dropFile(page, 'take.mid', writeMidi(eliseAtSix));
    await untilAnswered(page, 'Known from afar');
    expect(await page.locator('#roll rect.both').count()).toBeGreaterThan(20);
    await page.check('input[value="built-in"]');
    await page.waitForFunction(() => document.querySelector('#library-facts')!.textContent!.startsWith('52 pieces'));
    await page.fill('#index-address', '/indexes/none.mzi');
    await page.press('#index-address', 'Enter');
    await page.waitForSelector('#problem:not([hidden])');
    expect(await page.textContent('#problem')).toMatch(/^Not a midizero index/);
    expect(await page.isChecked('input[value="built-in"]')).toBe(true);
  });
});
