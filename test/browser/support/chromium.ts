import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Debian puts it, or the first of that name on the PATH. */
function findChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
}

const executablePath = findChromium();
// biome-ignore lint/suspicious/noUndeclaredEnvVars: no task of turbo's depends on it
const isRequired = process.env.MIDIZERO_REQUIRE?.includes('chromium') ?? false;

/** Whether tests in a browser are skipped: there is none, and nobody insists. With `MIDIZERO_REQUIRE=chromium` they fail instead. */
export const skipBrowserTests: boolean = executablePath === undefined && !isRequired;

/** Added to the names of such tests, so that a report says why they did not run. */
export const whereSkipped: string = skipBrowserTests
  ? ' (SKIPPED: no Chromium on this machine; apt install chromium)'
  : '';

/** No GPU at all, which starts fastest. */
export const noGpuArguments: readonly string[] = ['--disable-gpu'];

/** WebGPU by SwiftShader, a GPU written in software. */
export const softwareGpuArguments: readonly string[] = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** @param chromiumArguments what it computes on, and whatever else a test needs @throws Error if there is no Chromium */
export function launchChromium(chromiumArguments: readonly string[] = noGpuArguments): Promise<Browser> {
  if (executablePath === undefined) {
    throw new Error('MIDIZERO_REQUIRE asks for chromium, and none is installed (apt install chromium)');
  }
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      ...chromiumArguments,
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
