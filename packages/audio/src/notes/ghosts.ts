import { framesOf } from '../posteriors/network-contract.js';
import type { NoteDecoding } from './decoding.js';
import { byStart, type TrackedNote } from './tracked-note.js';

/** Semitones from a tone to its partials 2 to 8, rounded to keys; the seventh lies between two and is left out. */
const HARMONIC_SEMITONES: ReadonlySet<number> = new Set([12, 19, 24, 28, 31, 36]);

/** Notes that begin this close together were struck together. */
const TOGETHER_FRAMES: number = framesOf(0.05);

/**
 * Drops notes that are partials of a stronger note struck with them: networks hear the octave, the twelfth and so on of a
 * loud tone as notes of their own, with less certain onsets. A note really played there has one as certain as the others.
 */
export function dropGhosts(
  notes: readonly TrackedNote[],
  { ghostRatio }: Pick<NoteDecoding, 'ghostRatio'>,
): TrackedNote[] {
  const sorted = byStart(notes);
  if (ghostRatio === 0) return sorted;
  let first = 0;
  return sorted.filter((note) => {
    while (sorted[first]!.startFrame < note.startFrame - TOGETHER_FRAMES) first++;
    for (let index = first; index < sorted.length; index++) {
      const other = sorted[index]!;
      if (other.startFrame > note.startFrame + TOGETHER_FRAMES) break;
      if (HARMONIC_SEMITONES.has(note.pitch - other.pitch) && certainty(note) < ghostRatio * certainty(other))
        return false;
    }
    return true;
  });
}

function certainty({ onset, strength }: TrackedNote): number {
  return onset * strength;
}
