import { existsSync, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { readStablePages } from '../../node/index-file.js';
import type { StoreKind } from './open-store.js';

/** Whether a process was killed while it wrote: what was not committed, or a compaction that was not done. */
export async function hasTraces(kind: StoreKind, path: string): Promise<boolean> {
  if (kind === 'lmdb') return readdirSync(path).filter((name) => /\.mdb(\.unfinished)?$/.test(name)).length > 1;
  const file = await open(path, 'r');
  try {
    const { commit } = await readStablePages(file);
    return statSync(path).size > commit.byteLength || existsSync(`${path}.compacting`);
  } finally {
    await file.close();
  }
}
