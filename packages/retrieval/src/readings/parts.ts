import { filterNotes, type NoteTable } from '@midizero/midi';
import type { Frames } from '@midizero/pitch-matrix';
import type { View } from '../piece-index/contract.js';

/** What makes a part a melody: enough notes, nearly all of them alone, not down in the bass, in the range of a voice. */
const FEWEST_FRAMES = 16;
const LEAST_SHARE_OF_SINGLE_NOTES = 0.9;
const LOWEST_MEDIAN_PITCH = 48;
const WIDEST_RANGE_SEMITONES = 36;

/** A part by itself. */
export interface Part {
  readonly view: View;
  readonly notes: NoteTable;
}

/** The parts of a piece: its tracks that hold notes or, where that is one, its channels. One part alone is none. */
export function splitParts(notes: NoteTable): Part[] {
  const tracks = new Set(notes.track);
  const column = tracks.size > 1 ? notes.track : notes.channel;
  const name = tracks.size > 1 ? 'track' : 'channel';
  const parts = [...new Set(column)].sort((a, b) => a - b);
  if (parts.length < 2) return [];
  return parts.map((part) => ({
    view: `${name} ${part}`,
    notes: filterNotes(notes, (row) => column[row] === part),
  }));
}

/**
 * Whether a part may be asked for as a tune: at least 16 frames, 9 of 10 with a single note, the median note at C3 or
 * above, and three octaves between the tenth of the notes that are lowest and the tenth that are highest at most.
 */
export function isMelodyLike({ length, offsets, pitches }: Frames): boolean {
  if (length < FEWEST_FRAMES) return false;
  let single = 0;
  for (let frame = 0; frame < length; frame++) if (offsets[frame + 1]! - offsets[frame]! === 1) single++;
  if (single < LEAST_SHARE_OF_SINGLE_NOTES * length) return false;
  const sorted = pitches.slice().sort();
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  return quantile(0.5) >= LOWEST_MEDIAN_PITCH && quantile(0.9) - quantile(0.1) <= WIDEST_RANGE_SEMITONES;
}
