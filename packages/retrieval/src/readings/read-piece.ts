import { filterNotes, type NoteTable, PERCUSSION_CHANNEL } from '@midizero/midi';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';
import type { View, ViewKind } from '../piece-index/contract.js';
import { isMelodyLike, splitParts } from './parts.js';
import { skylineFrames, skylineNotes } from './skyline.js';

/** Every kind of view. */
export const DEFAULT_VIEWS: readonly ViewKind[] = ['all', 'skyline', 'parts'];

/** A piece's notes in one view, as frames. */
export interface Reading {
  readonly view: View;
  readonly frames: Frames;
}

/**
 * Reads a piece in several ways, in the order all notes, skyline, parts. A reading without frames, or with the same
 * frames as an earlier one, is left out. A piece given as frames has no parts.
 */
export function readPiece(
  notes: NoteTable | Frames,
  thresholdSeconds: number,
  views: readonly ViewKind[] = DEFAULT_VIEWS,
): Reading[] {
  const readings: Reading[] = [];
  const add = (view: View, frames: Frames): void => {
    if (frames.length > 0 && !readings.some((earlier) => sameNotes(earlier.frames, frames))) {
      readings.push({ view, frames });
    }
  };
  const group = (table: NoteTable): Frames => groupFrames(table, { thresholdSeconds });
  if (views.includes('all')) add('all', toFrames(notes, thresholdSeconds));
  if (views.includes('skyline')) {
    add(
      'skyline',
      'offsets' in notes ? skylineFrames(notes) : group(skylineNotes(pitchedNotes(notes), thresholdSeconds)),
    );
  }
  if (views.includes('parts') && !('offsets' in notes)) {
    for (const part of splitParts(pitchedNotes(notes))) {
      const frames = group(part.notes);
      if (isMelodyLike(frames)) add(part.view, frames);
    }
  }
  return readings;
}

/** Frames as they are, or notes grouped. */
export function toFrames(notes: NoteTable | Frames, thresholdSeconds: number): Frames {
  return 'offsets' in notes ? notes : groupFrames(notes, { thresholdSeconds });
}

function pitchedNotes(notes: NoteTable): NoteTable {
  return filterNotes(notes, (row) => notes.channel[row] !== PERCUSSION_CHANNEL);
}

function sameNotes(a: Frames, b: Frames): boolean {
  return (
    a.length === b.length &&
    a.pitches.length === b.pitches.length &&
    a.pitches.every((pitch, i) => pitch === b.pitches[i]) &&
    a.startSeconds.every((seconds, i) => seconds === b.startSeconds[i])
  );
}
