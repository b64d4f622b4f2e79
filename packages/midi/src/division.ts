/** What a tick is, from the file's header. */
export type Division = MetricalDivision | SmpteDivision;

/** Ticks count parts of a quarter note; how long that lasts, the tempo says. */
export interface MetricalDivision {
  readonly kind: 'metrical';
  /** 1 to 32,767 in MIDI files. */
  readonly ticksPerQuarter: number;
}

/** Ticks count parts of a film frame; tempo does not matter. */
export interface SmpteDivision {
  readonly kind: 'smpte';
  /** 24, 25, 30000/1001 (written as 29) or 30. */
  readonly framesPerSecond: number;
  /** 1 to 255. */
  readonly ticksPerFrame: number;
}
