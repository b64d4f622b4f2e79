import { type RunOptions, throwIfAborted } from '@midizero/core';
import { hasMusicExtension, readMusic } from '@midizero/midi';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { barColumns, buildIndex, openIndex, type Piece, type PieceIndex, saveIndex } from '@midizero/retrieval';
import { errorWords } from '../text.js';
import { OwnLibraryStore } from './own-library-store.js';
import type { PieceTitle, SkippedFile, SourceFile } from './protocol.js';
import type { SearchableLibrary } from './searchable-library.js';

export async function hasStoredLibrary(): Promise<boolean> {
  return (await OwnLibraryStore.open()) !== undefined;
}

/**
 * The folder that was indexed in this browser before.
 * @throws Error if there is none; IncompatibleIndexError if that was with another model
 */
export async function openStoredLibrary(encoderId: string): Promise<SearchableLibrary> {
  const store = await OwnLibraryStore.open();
  if (store === undefined) throw new Error('no folder has been indexed in this browser yet; choose one');
  return ownLibrary(openIndex(await store.readIndex(), { encoderId }), store);
}

export interface IndexedFiles {
  readonly library: SearchableLibrary;
  readonly skipped: readonly SkippedFile[];
}

/**
 * Indexes the music among `files` and keeps it and its index in this browser, in place of what was kept before.
 * @throws Error if there is no readable music among them; what was kept before stays
 */
export async function indexMusicFiles(
  files: readonly SourceFile[],
  encoder: WindowEncoder,
  options: RunOptions,
): Promise<IndexedFiles> {
  const music = files
    .filter(({ path, isTranscribed, problem }) => isTranscribed || problem !== undefined || hasMusicExtension(path))
    .sort((a, b) => a.path.localeCompare(b.path));
  if (music.length === 0) throw new Error('there is no music in that folder that can be read here');
  const store = await OwnLibraryStore.create();
  try {
    const skipped: SkippedFile[] = [];
    const index = await buildIndex(readPieces(music, store, skipped, options), { encoder, signal: options.signal });
    if (index.windowCount === 0) throw new Error(`none of the ${music.length} files has notes that can be read`);
    await store.finish(saveIndex(index));
    return { library: ownLibrary(index, store), skipped };
  } catch (error) {
    await store.remove();
    throw error;
  }
}

/** @param skipped gets the files that cannot be read */
async function* readPieces(
  files: readonly SourceFile[],
  store: OwnLibraryStore,
  skipped: SkippedFile[],
  { signal, onProgress }: RunOptions,
): AsyncGenerator<Piece> {
  for (const [i, { path, content, problem }] of files.entries()) {
    throwIfAborted(signal);
    const bytes = new Uint8Array(await content.arrayBuffer());
    const read = problem === undefined ? await readMusic(bytes, { name: path }).catch(errorWords) : problem;
    if (typeof read === 'string') skipped.push({ name: path, reason: read });
    else {
      await store.writePiece(path, bytes);
      const { notes, bars } = read;
      yield { id: path, title: fileTitle(path).title, notes, bars: barColumns(bars) };
    }
    onProgress?.({ stage: 'index files', completed: i + 1, total: files.length, unit: 'files' });
  }
}

/** What was stored is read again by its content, so that a recording's name does not mislead. */
function ownLibrary(index: PieceIndex, store: OwnLibraryStore): SearchableLibrary {
  return {
    name: 'own',
    index,
    titleOf: fileTitle,
    notesOf: async (pieceId) => (await readMusic(await store.readPiece(pieceId))).notes,
  };
}

/** A file's name, and the folders it lies in below the one that was chosen. */
function fileTitle(path: string): PieceTitle {
  const folders = path.split('/');
  const name = folders.pop()!;
  return { title: name.replace(/\.[^.]*$/, ''), subtitle: folders.slice(1).join(' / ') };
}
