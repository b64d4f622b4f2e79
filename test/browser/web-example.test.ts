import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findLibraryPiece, type LibraryPiece } from '../../packages/library/src/index.js';
import { createNoteTable, excerptNotes, filterNotes, iterateNotes, writeMidi } from '../../packages/midi/src/index.js';
import { launchChromium, skipBrowserTests, whereSkipped } from './support/chromium.js';
import {
  dropFile,
  type OpenedPage,
  openWebExample,
  playOnScreen,
  serveExample,
  untilAnswered,
  untilReady,
} from './support/examples.js';
import type { StaticServer } from './support/static-server.js';

const MELODY_PIECE = 'bach-cello-suite-1-prelude';

function piece(id: string): LibraryPiece {
  const found = findLibraryPiece(id);
  if (found === undefined) throw new Error(`the library has no ${id}`);
  return found;
}

/** A MIDI file of a passage, a tenth slower than written and without every ninth note. */
function playedFreely({ notes }: LibraryPiece, startSeconds: number, endSeconds: number): Uint8Array {
  const kept = filterNotes(excerptNotes(notes, startSeconds, endSeconds), (row) => row % 9 !== 8);
  const later = Array.from(iterateNotes(kept), (note) => {
    return {
      ...note,
      startSeconds: 1.1 * (note.startSeconds - startSeconds),
      endSeconds: 1.1 * (note.endSeconds - startSeconds),
    };
  });
  return writeMidi(createNoteTable(later));
}

/** What the page keeps in the browser's private file system. */
function storedFolders(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle('own-library')).keys()) names.push(name);
    return names;
  });
}

describe.skipIf(skipBrowserTests)(`the web example${whereSkipped}`, () => {
  let browser: Browser;
  let server: StaticServer;
  let example: OpenedPage;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await serveExample('web');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    example = await openWebExample(browser, server.origin);
  });
  afterEach(async () => {
    expect(example.complaints).toEqual([]);
    await example.close();
  });

  test('a file that is dropped is found, with its place', async () => {
    const { page } = example;
    const elise = piece('beethoven-fur-elise');
    await dropFile(page, 'take.mid', playedFreely(elise, 6, 16));
    await untilAnswered(page, elise.title);
    const place = await page.textContent('#answer-place');
    const [, minutes, seconds] = place!.match(/(\d+):(\d\d)–/)!;
    expect(place).toMatch(/\d+ of \d+ notes agree/);
    expect(await page.textContent('#answer-kicker')).toMatch(/^Sounds like, [5-9]\d % sure$/);
    expect(Math.abs(60 * Number(minutes) + Number(seconds) - 6)).toBeLessThanOrEqual(2);
    expect(await page.locator('#matches-rows tr').count()).toBeGreaterThan(1);
    expect(await page.locator('#roll rect.both').count()).toBeGreaterThan(20);
    expect(await page.textContent('#windows-caption')).toContain('10 onsets wide');
  });

  test('another of the closest pieces can be looked at, with the keyboard', async () => {
    const { page } = example;
    await dropFile(page, 'take.mid', playedFreely(piece('beethoven-fur-elise'), 6, 16));
    await untilAnswered(page, piece('beethoven-fur-elise').title);
    const second = page.locator('#matches-rows button').nth(1);
    const title = await second.evaluate((button) => button.textContent!);
    await second.focus();
    await page.keyboard.press('Enter');
    await untilAnswered(page, title);
    expect(await page.textContent('#answer-kicker')).toMatch(/^Also like it, /);
  });

  test('of what it does not know it says so, and what is closest can still be looked at', async () => {
    const { page } = example;
    const noise = [21, 108, 22, 107, 23, 106, 24, 105, 25, 104, 26, 103].map((pitch, i) => {
      return { startSeconds: i / 4, endSeconds: (i + 1) / 4, pitch };
    });
    await dropFile(page, 'noise.mid', writeMidi(createNoteTable(noise)));
    await page.waitForSelector('#answer:not([hidden])');
    expect(await page.textContent('#answer-kicker')).toBe('Nothing known');
    expect(await page.locator('#roll').isHidden()).toBe(true);
    await page.locator('#matches-rows button').first().click();
    await page.waitForFunction(() => document.querySelector('#answer-kicker')!.textContent!.startsWith('Also like it'));
    expect(await page.locator('#roll').isVisible()).toBe(true);
  });

  test('the page plays a passage, hears itself, and finds it; the piece can be listened to from there', async () => {
    const { page } = example;
    const melody = piece(MELODY_PIECE);
    const playIt = `#shelf button:has-text("${melody.title}")`;
    await page.click(playIt);
    await page.waitForSelector('.key.down');
    await page.click('#demo'); // which stops it
    expect(await page.locator('.key.down').count()).toBe(0);
    await page.click(playIt);
    await untilAnswered(page, melody.title);
    await dropFile(page, 'take.mid', playedFreely(melody, 6, 16));
    await untilAnswered(page, melody.title);
    await page.click('#listen');
    await page.waitForFunction(() => Number(document.querySelector('.playhead')!.getAttribute('x1')) > 0);
    expect(await page.textContent('#listen')).toBe('Stop');
    await page.click('#listen');
    expect(await page.textContent('#listen')).toBe('Listen from there');
  });

  test('what is no MIDI file is refused in words', async () => {
    await dropFile(example.page, 'holiday.jpg', Uint8Array.of(0xff, 0xd8, 0xff));
    await example.page.waitForSelector('#problem:not([hidden])');
    expect(await example.page.textContent('#problem')).toMatch(/^holiday\.jpg: expected MIDI, MusicXML/);
  });

  test('the piano on the screen answers while it is played', async () => {
    const { page } = example;
    const melody = piece(MELODY_PIECE);
    await playOnScreen(page, melody.notes.pitch.subarray(0, 18));
    await untilAnswered(page, melody.title);
    expect(await page.locator('.key.down').count()).toBe(0);
    await page.waitForFunction(() => document.querySelectorAll('#roll rect.both').length >= 12);
    await page.keyboard.press('Escape');
    expect(await page.locator('#answer').isHidden()).toBe(true);
  });

  test('the keys of the computer play, and so do the arrows and Enter', async () => {
    const { page } = example;
    await page.locator('[data-pitch="60"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.down('Enter');
    expect(await page.locator('.key.down').getAttribute('aria-label')).toBe('C♯4');
    await page.keyboard.up('Enter');
    await page.waitForTimeout(60); // notes closer together than that are one onset
    await page.keyboard.down('KeyQ');
    expect(await page.locator('.key.down').getAttribute('aria-label')).toBe('C4');
    await page.keyboard.up('KeyQ');
    expect(await page.locator('.key.down').count()).toBe(0);
    expect(await page.textContent('#status')).toBe('2 onsets, 2 more for a first guess …');
  });

  test('in another key it is found only "in any key"', async () => {
    const { page } = example;
    const melody = piece(MELODY_PIECE);
    await page.check('#any-key');
    await playOnScreen(
      page,
      melody.notes.pitch.subarray(0, 18).map((pitch) => pitch + 3),
    );
    await untilAnswered(page, melody.title);
    await page.waitForFunction(() =>
      document.querySelector('#answer-place')!.textContent!.includes('3 semitones higher'),
    );
  });

  test('a folder is indexed, kept over a reload, and what cannot be read is listed', async () => {
    const { page } = example;
    const folder = await mkdtemp(join(tmpdir(), 'midizero-folder-'));
    const elise = piece('beethoven-fur-elise');
    await writeFile(join(folder, 'for someone.mid'), writeMidi(elise.notes));
    await writeFile(join(folder, 'cello.mid'), writeMidi(piece(MELODY_PIECE).notes));
    await writeFile(join(folder, 'broken.mid'), 'not music');
    await writeFile(join(folder, 'notes.txt'), 'not even a MIDI file by its name');
    await page.setInputFiles('#folder', folder);
    await page.waitForFunction(() =>
      document.querySelector('#library-facts')!.textContent!.startsWith('2 pieces of your folder'),
    );
    expect(await page.textContent('#skipped summary')).toBe('1 file could not be read');
    await page.setInputFiles('#folder', folder); // once more, in place of the first time
    await expect.poll(() => storedFolders(page), { timeout: 10_000 }).toEqual(['2']);
    await rm(folder, { recursive: true });
    await page.reload();
    await untilReady(page);
    await page.check('input[value="own"]');
    await page.waitForFunction(() =>
      document.querySelector('#library-facts')!.textContent!.startsWith('2 pieces of your folder'),
    );
    await dropFile(page, 'take.mid', playedFreely(elise, 6, 16));
    await untilAnswered(page, 'for someone');
    expect(await page.locator('#roll rect.both').count()).toBeGreaterThan(20);
  });

  test('a first visit fetches no more than 20 MB until it can answer, all of it from its own server', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const fetched = new Map<string, number>();
    page.on('response', (response) => fetched.set(response.url(), Number(response.headers()['content-length'] ?? 0)));
    await page.goto(server.origin);
    await untilReady(page);
    await context.close();
    const bytes = [...fetched.values()].reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(10e6); // the runtime was seen: it is most of it
    expect(bytes).toBeLessThanOrEqual(20e6);
    const elsewhere = [...fetched.keys()].filter((url) => !url.startsWith(server.origin) && !url.startsWith('data:'));
    expect(elsewhere).toEqual([]);
  });

  test('after one visit it answers without a network', async () => {
    const visited = await serveExample('web');
    const { page, close } = await openWebExample(browser, visited.origin);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await visited.close();
    await page.reload();
    await untilReady(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const elise = piece('beethoven-fur-elise');
    await dropFile(page, 'take.mid', playedFreely(elise, 6, 16));
    await untilAnswered(page, elise.title);
    await close();
  });
});
