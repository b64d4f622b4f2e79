import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type StaticServer, serveFolders } from './static-server.js';

const DIST = fileURLToPath(new URL('../../../examples/web/dist/', import.meta.url));

/** @throws Error if the example has not been built */
export function serveWebExample(): Promise<StaticServer> {
  if (!existsSync(`${DIST}index.html`)) {
    throw new Error('examples/web/dist is missing: run `npm run build` first (`npm test` does)');
  }
  return serveFolders({ '/': DIST });
}

/** The example in a fresh browser profile, ready to be asked, and whatever it complained of. */
export interface OpenedExample {
  readonly page: Page;
  /** Console errors and warnings, and errors nobody caught. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function openWebExample(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<OpenedExample> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(origin);
  await untilReady(page);
  return { page, complaints, close: () => context.close() };
}

export async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-engine="ready"]', { timeout: 20_000 });
}

/** Drops a file on the page, as from the desktop. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(content)], fileName));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, [...bytes]] as const,
  );
}

/** Waits for an answer with this title. */
export async function untilAnswered(page: Page, title: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('#answer:not([hidden]) #answer-title')?.textContent === wanted,
    title,
    { timeout: 10_000 },
  );
}

/** Clicks keys of the piano one after the other, slowly enough for each to be an onset of its own. */
export async function playOnScreen(page: Page, pitches: Iterable<number>): Promise<void> {
  for (const pitch of pitches) {
    const key = page.locator(`[data-pitch="${pitch}"]`);
    const { width, height } = (await key.boundingBox())!;
    await key.click({ position: { x: width / 4, y: height - 12 }, delay: 70 });
  }
}
