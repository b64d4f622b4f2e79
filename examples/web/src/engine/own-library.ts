import { type RunOptions, throwIfAborted } from '@midizero/core';
import { parseMidi } from '@midizero/midi';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { buildIndex, openIndex, type Piece, type PieceIndex, saveIndex } from '@midizero/retrieval';
import { OwnLibraryStore } from './own-library-store.js';
import type { PieceTitle, SkippedFile } from './protocol.js';
import type { SearchableLibrary } from './searchable-library.js';

const MIDI_FILE = /\.(mid|midi|kar|rmi)$/i;

export function hasStoredLibrary(): Promise<boolean> {
  return OwnLibraryStore.exists();
}

/**
 * The folder that was indexed in this browser before.
 * @throws IncompatibleIndexError if that was with another model
 */
export async function openStoredLibrary(encoderId: string): Promise<SearchableLibrary> {
  const store = await OwnLibraryStore.open();
  return ownLibrary(openIndex(await store.readIndex(), { encoderId }), store);
}

/**
 * Indexes the MIDI files among `files` and keeps them and their index in this browser, in place of those of before.
 * @throws Error if there is no readable MIDI file among them; what was kept before is gone by then
 */
export async function indexMidiFiles(
  files: readonly File[],
  encoder: WindowEncoder,
  { signal, onProgress }: RunOptions,
): Promise<{ library: SearchableLibrary; skipped: readonly SkippedFile[] }> {
  const midiFiles = files.filter(({ name }) => MIDI_FILE.test(name));
  if (midiFiles.length === 0) throw new Error('there is no MIDI file (.mid, .midi) in that folder');
  const store = await OwnLibraryStore.create();
  const skipped: SkippedFile[] = [];
  let completed = 0;

  async function* pieces(): AsyncGenerator<Piece> {
    for (const file of midiFiles) {
      throwIfAborted(signal);
      const id = file.webkitRelativePath || file.name;
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const notes = parseMidi(bytes);
        await store.writePiece(id, bytes);
        yield { id, title: file.name.replace(MIDI_FILE, ''), notes };
      } catch (error) {
        throwIfAborted(signal);
        skipped.push({ name: id, reason: error instanceof Error ? error.message : String(error) });
      }
      onProgress?.({ stage: 'index files', completed: ++completed, total: midiFiles.length, unit: 'files' });
    }
  }

  const index = await buildIndex(pieces(), { encoder, signal });
  if (index.windowCount === 0) throw new Error(`none of the ${midiFiles.length} MIDI files has notes that can be read`);
  await store.writeIndex(saveIndex(index));
  return { library: ownLibrary(index, store), skipped };
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
