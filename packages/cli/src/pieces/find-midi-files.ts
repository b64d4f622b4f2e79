import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { inFile } from '../files/in-file.js';

/** A MIDI file below a folder. */
export interface FoundFile {
  readonly path: string;
  /** Path from its folder, with `/` on every platform; where several folders are searched, the folder comes first. */
  readonly name: string;
}

/**
 * All files below the folders whose names end in .mid, .midi or .smf, each once, in an order that the file system has no
 * say in.
 * @throws UnusableFileError for a folder that is missing, or a file
 */
export async function findMidiFiles(folders: readonly string[]): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const folder of folders) {
    const prefix = folders.length === 1 ? '' : `${folder.replace(/[\\/]+$/, '')}/`;
    for (const path of await midiFilesBelow(folder)) {
      const name = prefix + relative(folder, path).split(sep).join('/');
      found.set(resolve(path), found.get(resolve(path)) ?? { path, name });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function midiFilesBelow(folder: string): Promise<string[]> {
  const entries = await inFile(folder, () => readdir(folder, { recursive: true, withFileTypes: true }));
  const paths: string[] = [];
  for (const entry of entries) {
    if (!/\.(?:midi?|smf)$/i.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    // A link counts if it leads to a file; linked folders are not followed, so that none is walked in circles.
    const isFile = entry.isSymbolicLink() ? await leadsToFile(path) : entry.isFile();
    if (isFile) paths.push(path);
  }
  return paths;
}

async function leadsToFile(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => undefined);
  return target?.isFile() ?? false;
}
