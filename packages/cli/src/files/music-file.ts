import { readFile } from 'node:fs/promises';
import { type MusicFile, readMusic } from '@midizero/midi';
import { UnusableFileError } from '../failures/errors.js';
import { inFile } from './in-file.js';

/**
 * Reads a MIDI file or a score, tolerantly.
 * @param recover whether to read what is left of a file that was cut off
 * @throws UnusableFileError if there is none, it is no music, or it was cut off
 */
export async function readMusicFile(path: string, { recover = false }: { recover?: boolean } = {}): Promise<MusicFile> {
  const file = await inFile(path, async () => readMusic(await readFile(path), { name: path }));
  const cut = file.issues.find(({ kind }) => kind === 'truncated-file');
  if (cut !== undefined && !recover) {
    throw new UnusableFileError(path, `was cut off: ${cut.message}; --recover reads what is left`);
  }
  return file;
}
