import type { TrackedNote } from './tracked-note.js';

/**
 * Notes that do not overlap: where two do, the one with less probability in all (mean times length) gives way, is cut
 * where the other sounds, and is dropped where it sounds throughout.
 */
export function oneAtATime(notes: readonly TrackedNote[]): TrackedNote[] {
  const weight = ({ startFrame, endFrame, strength }: TrackedNote): number => strength * (endFrame - startFrame);
  const kept: TrackedNote[] = [];
  for (const note of notes.toSorted((a, b) => weight(b) - weight(a) || a.startFrame - b.startFrame)) {
    let { startFrame, endFrame } = note;
    for (const stronger of kept) {
      if (stronger.endFrame <= startFrame || stronger.startFrame >= endFrame) continue;
      if (stronger.startFrame > startFrame) endFrame = stronger.startFrame;
      else startFrame = stronger.endFrame;
    }
    if (endFrame > startFrame) kept.push({ ...note, startFrame, endFrame });
  }
  return kept;
}
