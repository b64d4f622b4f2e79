import type { Frames } from '@midizero/pitch-matrix';
import { NO_ORIGIN } from '../damage/damaged-notes.js';
import type { Side } from './side.js';

/** Row of the frame that begins nearest to a time; 0 where there are no frames. */
export function nearestFrame({ startSeconds, length }: Frames, seconds: number): number {
  let next = 0;
  while (next < length && startSeconds[next]! < seconds) next++;
  if (next === length) return Math.max(0, length - 1);
  if (next > 0 && seconds - startSeconds[next - 1]! < startSeconds[next]! - seconds) return next - 1;
  return next;
}

/** A window's place on a side: the window's frames from `firstFrame` on. */
export interface SideWindow {
  readonly side: Side;
  readonly firstFrame: number;
}

/** Compares two windows; `writtenNotes` is the number of notes of the passage that both sides were made from. */
export type NoteSetCosine = (a: SideWindow, b: SideWindow, windowFrames: number, writtenNotes: number) => number;

/**
 * Cosine of two windows' note sets, c / sqrt(a * b): a and b count the notes of either window, c the written notes that
 * sound in both at their pitch. 1 for equal windows, 0 where they share nothing. Comparisons share their memory.
 */
export function createNoteSetCosine(): NoteSetCosine {
  let isInA = new Uint8Array(256);
  return (a, b, windowFrames, writtenNotes) => {
    if (isInA.length < writtenNotes) isInA = new Uint8Array(2 * writtenNotes);
    isInA.fill(0, 0, writtenNotes);
    let common = 0;
    forEachOrigin(a, windowFrames, (row) => {
      isInA[row] = 1;
    });
    forEachOrigin(b, windowFrames, (row) => {
      common += isInA[row]!;
    });
    const product = countPitches(a, windowFrames) * countPitches(b, windowFrames);
    // Equal pitches within a frame fall together, so that more notes than pitches can be in common.
    return product === 0 ? 0 : Math.min(1, common / Math.sqrt(product));
  };
}

/** Calls `visit` with the written row of every note that sounds in the window. */
function forEachOrigin({ side, firstFrame }: SideWindow, windowFrames: number, visit: (row: number) => void): void {
  const { frames, damaged } = side;
  const from = frames.startSeconds[firstFrame] ?? Number.POSITIVE_INFINITY;
  const until = frames.startSeconds[firstFrame + windowFrames] ?? Number.POSITIVE_INFINITY;
  const { startSeconds, length } = damaged.notes;
  let first = 0;
  while (first < length && startSeconds[first]! < from) first++;
  for (let i = first; i < length && startSeconds[i]! < until; i++) {
    const row = damaged.origin[i]!;
    if (row !== NO_ORIGIN) visit(row);
  }
}

function countPitches({ side, firstFrame }: SideWindow, windowFrames: number): number {
  const { offsets, length } = side.frames;
  const from = Math.min(length, firstFrame);
  return offsets[Math.min(length, from + windowFrames)]! - offsets[from]!;
}
