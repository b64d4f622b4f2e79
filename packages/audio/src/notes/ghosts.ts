import { framesOf } from '../posteriors/network-contract.js';
import type { NoteDecoding } from './decoding.js';
import { byStart, type TrackedNote } from './tracked-note.js';

/** Semitones from a tone to its partials 2, 3, 4, 5, 6 and 8; the seventh lies between two keys. */
const PARTIAL_SEMITONES: ReadonlySet<number> = new Set([12, 19, 24, 28, 31, 36]);

/** Notes that begin this close together were struck together. */
const TOGETHER_FRAMES: number = framesOf(0.05);

/** Probability beyond this length adds no weight: a note that is held says no more of one that is struck with it. */
const LONGEST_FRAMES: number = framesOf(0.5);

/**
 * Drops notes that are partials of another note struck with them, or the octave below it: networks hear those of a loud
 * tone as notes of their own, but less surely and for a shorter time. An octave that was really played lasts.
 */
export function dropGhosts(
  notes: readonly TrackedNote[],
  { ghostRatio, subOctaveRatio }: Pick<NoteDecoding, 'ghostRatio' | 'subOctaveRatio'>,
): TrackedNote[] {
  const sorted = byStart(notes);
  const weights = sorted.map(weightOf);
  let first = 0;
  return sorted.filter((note, index) => {
    while (sorted[first]!.startFrame < note.startFrame - TOGETHER_FRAMES) first++;
    for (let at = first; at < sorted.length; at++) {
      const other = sorted[at]!;
      if (other.startFrame > note.startFrame + TOGETHER_FRAMES) break;
      const interval = note.pitch - other.pitch;
      const ratio = PARTIAL_SEMITONES.has(interval) ? ghostRatio : interval === -12 ? subOctaveRatio : 0;
      if (weights[index]! < ratio * weights[at]!) return false;
    }
    return true;
  });
}

/** How much speaks for a note: its probability, and, with diminishing returns, how long it lasted. */
function weightOf({ startFrame, endFrame, strength }: TrackedNote): number {
  return strength * Math.sqrt(Math.min(endFrame - startFrame, LONGEST_FRAMES));
}
