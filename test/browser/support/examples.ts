import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type StaticServer, serveFolders } from './static-server.js';

/**
 * Serves what an example's build made.
 * @param name its folder below examples/
 * @param mounts further folders, by the path they are served at
 * @throws Error if it has not been built
 */
export function serveExample(
  name: 'web' | 'train-in-browser' | 'train-classifier',
  mounts: Readonly<Record<string, string>> = {},
): Promise<StaticServer> {
  const dist = fileURLToPath(new URL(`../../../examples/${name}/dist/`, import.meta.url));
  if (!existsSync(`${dist}index.html`)) {
    throw new Error(`examples/${name}/dist is missing: run \`npm run build\` first (\`npm test\` does)`);
  }
  return serveFolders({ ...mounts, '/': dist });
}

/** A page in a fresh browser profile, and whatever it complained of. */
export interface OpenedPage {
  readonly page: Page;
  /** Console errors and warnings, and errors nobody caught. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(origin);
  return { page, complaints, close: () => context.close() };
}

/** The example web, ready to be asked. */
export async function openWebExample(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const opened = await openPage(browser, origin, options);
  await untilReady(opened.page);
  return opened;
}

export async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-engine="ready"]', { timeout: 60_000 });
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
export async function untilAnswered(page: Page, title: string, timeoutMilliseconds = 30_000): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('#answer:not([hidden]) #answer-title')?.textContent === wanted,
    title,
    { timeout: timeoutMilliseconds },
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
