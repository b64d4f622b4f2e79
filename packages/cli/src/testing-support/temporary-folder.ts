import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

const PREFIX = join(tmpdir(), 'midizero-cli-');

/** A new folder that is gone when the running test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(PREFIX);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for all tests of a file; its path is known once they run. Call it at the top of the file. */
export function sharedFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeAll(async () => {
    folder.path = await mkdtemp(PREFIX);
  });
  afterAll(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}
