import { InvalidArgumentError, type Random } from '@midizero/core';
import { filterNotes, type NoteTable } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import type { PassageSource } from './passage-source.js';

/** Where a piece's onsets lie, beside its notes. */
interface Piece {
  readonly notes: NoteTable;
  readonly onsetSeconds: Float64Array;
}

/**
 * Passages of real pieces, from any onset; a piece is drawn as often as it has onsets. Times count from the passage's start.
 * @param pieces not empty, each with a note of the piano's range
 * @throws InvalidArgumentError if no piece has notes
 */
export function createNotePassages(pieces: readonly NoteTable[]): PassageSource {
  const usable: Piece[] = [];
  for (const notes of pieces) {
    const { startSeconds } = groupFrames(notes);
    if (startSeconds.length > 0) usable.push({ notes, onsetSeconds: startSeconds });
  }
  const total = usable.reduce((sum, piece) => sum + piece.onsetSeconds.length, 0);
  if (total === 0) throw new InvalidArgumentError('notes', 'expected a piece with at least one note from A0 to C8');
  return {
    draw(random: Random, onsets: number): NoteTable {
      let place = random.integer(total);
      const piece = usable.find(({ onsetSeconds }) => {
        if (place < onsetSeconds.length) return true;
        place -= onsetSeconds.length;
        return false;
      })!;
      // A passage near the end begins earlier, so that it is as long as the others.
      const first = Math.max(0, Math.min(place, piece.onsetSeconds.length - onsets));
      return cutPassage(piece, first, first + onsets);
    },
  };
}

/** Notes from onset `first` up to onset `end`, in time from 0 on. */
function cutPassage({ notes, onsetSeconds }: Piece, first: number, end: number): NoteTable {
  const from = onsetSeconds[first]!;
  const until = onsetSeconds[end] ?? Number.POSITIVE_INFINITY;
  const passage = filterNotes(notes, (row) => notes.startSeconds[row]! >= from && notes.startSeconds[row]! < until);
  return {
    ...passage,
    startSeconds: passage.startSeconds.map((seconds) => seconds - from),
    endSeconds: passage.endSeconds.map((seconds) => seconds - from),
  };
}
