import { type RunOptions, throwIfAborted } from '@midizero/core';
import { type NoteTable, parseMidi } from '@midizero/midi';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { buildIndex, openIndex, type Piece, type PieceIndex, saveIndex } from '@midizero/retrieval';
import { OwnLibraryStore } from './own-library-store.js';
import type { PieceTitle, SkippedFile } from './protocol.js';
import type { SearchableLibrary } from './searchable-library.js';

const MIDI_FILE = /\.(mid|midi|kar|rmi)$/i;

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
 * Indexes the MIDI files among `files` and keeps them and their index in this browser, in place of those of before.
 * @throws Error if there is no readable MIDI file among them; what was kept before stays
 */
export async function indexMidiFiles(
  files: readonly File[],
  encoder: WindowEncoder,
  options: RunOptions,
): Promise<IndexedFiles> {
  const midiFiles = files.filter(({ name }) => MIDI_FILE.test(name)).sort((a, b) => pathOf(a).localeCompare(pathOf(b)));
  if (midiFiles.length === 0) throw new Error('there is no MIDI file (.mid, .midi) in that folder');
  const store = await OwnLibraryStore.create();
  try {
    const skipped: SkippedFile[] = [];
    const pieces = readPieces(midiFiles, store, skipped, options);
    const index = await buildIndex(pieces, { encoder, signal: options.signal });
    if (index.windowCount === 0)
      throw new Error(`none of the ${midiFiles.length} MIDI files has notes that can be read`);
    await store.finish(saveIndex(index));
    return { library: ownLibrary(index, store), skipped };
  } catch (error) {
    await store.remove();
    throw error;
  }
}

/** @param skipped gets the files that cannot be read */
async function* readPieces(
  files: readonly File[],
  store: OwnLibraryStore,
  skipped: SkippedFile[],
  { signal, onProgress }: RunOptions,
): AsyncGenerator<Piece> {
  for (const [i, file] of files.entries()) {
    throwIfAborted(signal);
    const id = pathOf(file);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const notes = readNotes(bytes, id, skipped);
    if (notes !== undefined) {
      await store.writePiece(id, bytes);
      yield { id, title: fileTitle(id).title, notes };
    }
    onProgress?.({ stage: 'index files', completed: i + 1, total: files.length, unit: 'files' });
  }
}

function readNotes(bytes: Uint8Array, name: string, skipped: SkippedFile[]): NoteTable | undefined {
  try {
    return parseMidi(bytes);
  } catch (error) {
    skipped.push({ name, reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

function ownLibrary(index: PieceIndex, store: OwnLibraryStore): SearchableLibrary {
  return {
    name: 'own',
    index,
    titleOf: fileTitle,
    notesOf: async (pieceId) => parseMidi(await store.readPiece(pieceId)),
  };
}

/** A file's name, and the folders it lies in below the one that was chosen. */
function fileTitle(path: string): PieceTitle {
  const folders = path.split('/');
  const name = folders.pop()!;
  return { title: name.replace(MIDI_FILE, ''), subtitle: folders.slice(1).join(' / ') };
}
