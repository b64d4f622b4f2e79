/** How posteriors become notes. Probabilities are 0 to 1. */
export interface NoteDecoding {
  /** An onset counts from here on. */
  readonly onsetThreshold: number;
  /** A note sounds on as long as it is this probable … */
  readonly frameThreshold: number;
  /** … or less so for no longer than this. */
  readonly gapSeconds: number;
  /** A sudden rise of a key's probability to sound counts as an onset of this share of the rise; 0 for not at all. */
  readonly riseWeight: number;
  /** Notes without an onset are taken up once they were this probable for as long as `onsetlessSeconds`. */
  readonly onsetlessThreshold: number;
  readonly onsetlessSeconds: number;
  /** Shorter notes are dropped. */
  readonly shortestSeconds: number;
  /** Notes outside are dropped; MIDI note numbers. */
  readonly lowestPitch: number;
  readonly highestPitch: number;
  /**
   * A note on a partial (12, 19, 24 … semitones above) of another one struck with it is a ghost where its weight, which is
   * its probability times the root of its length, is a smaller share than this of the other's; 0 keeps all.
   */
  readonly ghostRatio: number;
  /** The same for a note an octave below another one. */
  readonly subOctaveRatio: number;
  /** Notes of one pitch this close to each other are one, unless the later one's onset reaches `restrikeThreshold`. */
  readonly joinSeconds: number;
  readonly restrikeThreshold: number;
  /** One note at a time: where two overlap, the less probable one gives way. */
  readonly monophonic: boolean;
}
