/** A note as the posteriors show it. Frames are counted from the recording's beginning. */
export interface TrackedNote {
  readonly startFrame: number;
  /** One past the last frame that it sounds in. */
  readonly endFrame: number;
  /** MIDI note number, 21 to 108. */
  readonly pitch: number;
  /** Probability of its onset, 0 to 1; 0 for a note that was taken up without one. */
  readonly onset: number;
  /** Mean probability that it sounds, over its frames, 0 to 1. */
  readonly strength: number;
}

/** Earlier notes first, lower ones first among those. */
export function byStart(notes: readonly TrackedNote[]): TrackedNote[] {
  return notes.toSorted((a, b) => a.startFrame - b.startFrame || a.pitch - b.pitch);
}
