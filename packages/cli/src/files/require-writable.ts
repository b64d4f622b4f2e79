import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UnusableFileError } from '../failures/errors.js';
import { inFile } from './in-file.js';

// Both are asked before hours of work, not after.

/**
 * Makes sure that a file can be written: its folder is there and open to us, and no folder has its name.
 * @throws UnusableFileError
 */
export async function requireWritable(path: string): Promise<void> {
  const folder = dirname(path);
  await inFile(folder, () => access(folder, constants.W_OK));
  if ((await kindOf(path)) === 'folder') throw new UnusableFileError(path, 'is a directory; name a file to write');
}

/**
 * Makes sure that a folder can be written to, or made: the nearest folder above it that exists is open to us.
 * @throws UnusableFileError
 */
export async function requireWritableFolder(path: string): Promise<void> {
  let nearest = resolve(path);
  for (let kind = await kindOf(nearest); kind !== 'folder'; kind = await kindOf(nearest)) {
    if (kind === 'file') throw new UnusableFileError(nearest, 'is a file; name a folder');
    nearest = dirname(nearest);
  }
  await inFile(nearest, () => access(nearest, constants.W_OK));
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'missing'> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'missing';
  return found.isDirectory() ? 'folder' : 'file';
}
