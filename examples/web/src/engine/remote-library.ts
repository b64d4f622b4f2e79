import type { RunOptions } from '@midizero/core';
import { createNoteTable, type Note, type NoteTable } from '@midizero/midi';
import type { PieceIndex } from '@midizero/retrieval';
import { openIndexFromUrl } from '@midizero/retrieval/web';
import type { SearchableLibrary } from './searchable-library.js';

/** An index knows onsets and no ends: notes are drawn and played until the next onset, and this long at most. */
const LONGEST_SECONDS = 1.2;

/** An index that `midizero index` wrote, from any server that lets this page read it. */
export async function openRemoteLibrary(
  url: string,
  encoderId: string,
  options: RunOptions,
): Promise<SearchableLibrary> {
  const index = await openIndexFromUrl(url, { ...options, encoderId });
  const titles = new Map(index.pieces.map(({ id, title }) => [id, title ?? id]));
  return {
    name: 'remote',
    index,
    titleOf: (pieceId) => ({ title: titles.get(pieceId) ?? pieceId, subtitle: '' }),
    notesOf: async (pieceId) => indexedNotes(index, pieceId),
  };
}

/** A piece's notes as far as its index knows them. */
function indexedNotes({ pieces, readings, frames }: PieceIndex, pieceId: string): NoteTable {
  const piece = pieces.find(({ id }) => id === pieceId);
  if (piece === undefined) throw new Error(`this index has no piece "${pieceId}"`);
  const own = readings.slice(piece.firstReading, piece.firstReading + piece.readingCount);
  const reading = own.find(({ view }) => view === 'all') ?? own[0];
  if (reading === undefined) return createNoteTable([]);
  const notes: Note[] = [];
  const end = reading.firstFrame + reading.frameCount;
  for (let frame = reading.firstFrame; frame < end; frame++) {
    const startSeconds = frames.startSeconds[frame]!;
    const next = frame + 1 < end ? frames.startSeconds[frame + 1]! : Number.POSITIVE_INFINITY;
    const endSeconds = Math.min(next, startSeconds + LONGEST_SECONDS);
    for (const pitch of frames.pitches.subarray(frames.offsets[frame], frames.offsets[frame + 1])) {
      notes.push({ startSeconds, endSeconds, pitch, velocity: 72 });
    }
  }
  return createNoteTable(notes);
}
