import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file's bytes, at once or in parts. */
export type FileContent = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Writes a file so that, whatever happens, `path` holds the old file or the new one, whole: under a temporary name in the
 * same folder, flushed to the disk, then renamed. A failed write leaves nothing behind.
 * @returns the number of bytes written
 */
export async function writeFileSafely(path: string, content: FileContent): Promise<number> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  let byteLength = 0;
  try {
    const file = await open(temporary, 'wx');
    try {
      for await (const part of content instanceof Uint8Array ? [content] : content) {
        await file.writeFile(part);
        byteLength += part.byteLength;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
  return byteLength;
}

/**
 * Makes renames in a folder durable; Windows has no such call on folders, and needs none.
 * @param path of the folder
 */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle;
  try {
    folder = await open(path, 'r');
  } catch {
    return;
  }
  try {
    await folder.sync();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EISDIR') throw error;
  } finally {
    await folder.close();
  }
}
