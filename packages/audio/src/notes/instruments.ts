import type { NoteDecoding } from './decoding.js';

/** Instruments that there is a preset for. */
export type Instrument = 'piano' | 'guitar' | 'voice';

/** What instruments have in common. */
const COMMON = { riseWeight: 0, gapSeconds: 0.12, joinSeconds: 0, restrikeThreshold: 0, monophonic: false } as const;

/** How notes are decoded for each instrument. The decision note 0019 tells what they were tuned on. */
export const INSTRUMENTS: Readonly<Record<Instrument, NoteDecoding>> = {
  piano: {
    ...COMMON,
    onsetThreshold: 0.65,
    frameThreshold: 0.25,
    onsetlessThreshold: 0.4,
    onsetlessSeconds: 0.2,
    shortestSeconds: 0.08,
    lowestPitch: 21,
    highestPitch: 108,
    ghostRatio: 0.5,
    subOctaveRatio: 0.7,
  },
  guitar: {
    ...COMMON,
    onsetThreshold: 0.6,
    frameThreshold: 0.3,
    onsetlessThreshold: 1,
    onsetlessSeconds: 0.2,
    shortestSeconds: 0.08,
    lowestPitch: 40,
    highestPitch: 88,
    ghostRatio: 0.7,
    subOctaveRatio: 0.5,
  },
  voice: {
    ...COMMON,
    onsetThreshold: 0.5,
    frameThreshold: 0.4,
    onsetlessThreshold: 0.5,
    onsetlessSeconds: 0.1,
    shortestSeconds: 0.1,
    lowestPitch: 36,
    highestPitch: 84,
    ghostRatio: 0.5,
    subOctaveRatio: 0.5,
    monophonic: true,
  },
};
