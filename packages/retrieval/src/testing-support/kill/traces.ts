import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { readStablePages } from '../../node/index-file.js';

/** Whether a process was killed while it wrote: bytes behind the last commit, or a compaction that was not done. */
export async function hasTraces(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { commit } = await readStablePages(file);
    return statSync(path).size > commit.byteLength || existsSync(`${path}.compacting`);
  } finally {
    await file.close();
  }
}
