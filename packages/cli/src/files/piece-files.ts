import { relative, sep } from 'node:path';
import { listMusicFiles, type PieceFile, type PieceReader } from '@midizero/retrieval/node';
import { inFile } from './in-file.js';
import { noMusic } from './piece-folders.js';

/**
 * The music files of folders and their subfolders. A piece is named by its path in its folder.
 * @param withFolder whether the folder goes before, so that names of several folders differ
 * @param reader says by their names which files are music
 * @throws UnusableFileError for a folder that is missing or a file, and for folders without music
 */
export async function listPieceFiles(
  folders: readonly string[],
  withFolder: boolean,
  reader: PieceReader,
): Promise<PieceFile[]> {
  const files: PieceFile[] = [];
  for (const folder of folders) {
    const prefix = withFolder ? `${folder.replace(/[\\/]+$/, '')}/` : '';
    for (const path of await inFile(folder, () => listMusicFiles(folder, reader))) {
      files.push({ path, name: prefix + relative(folder, path).split(sep).join('/') });
    }
  }
  if (files.length === 0) throw noMusic(folders);
  return files;
}
