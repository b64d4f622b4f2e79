import { framesOf } from '../posteriors/network-contract.js';
import type { NoteDecoding } from './decoding.js';
import type { TrackedNote } from './tracked-note.js';

/**
 * Joins notes of one pitch that a dip of the probability cut in two: the later one begins soon after the earlier one's
 * end, and not with the onset of a key struck again.
 */
export function joinSplitNotes(
  notes: readonly TrackedNote[],
  { joinSeconds, restrikeThreshold }: Pick<NoteDecoding, 'joinSeconds' | 'restrikeThreshold'>,
): TrackedNote[] {
  const gap = framesOf(joinSeconds);
  const result: TrackedNote[] = [];
  for (const note of notes.toSorted((a, b) => a.pitch - b.pitch || a.startFrame - b.startFrame)) {
    const before = result.at(-1);
    const continues =
      before?.pitch === note.pitch && note.startFrame - before.endFrame <= gap && note.onset < restrikeThreshold;
    if (continues) result[result.length - 1] = together(before, note);
    else result.push(note);
  }
  return result;
}

function together(first: TrackedNote, second: TrackedNote): TrackedNote {
  const lengths = [first, second].map(({ startFrame, endFrame }) => endFrame - startFrame) as [number, number];
  return {
    ...first,
    endFrame: second.endFrame,
    strength: (first.strength * lengths[0] + second.strength * lengths[1]) / (lengths[0] + lengths[1]),
  };
}
