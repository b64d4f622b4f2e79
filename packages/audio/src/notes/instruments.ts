import type { NoteDecoding } from './decoding.js';

/** Instruments that there is a preset for. */
export type Instrument = 'piano' | 'guitar' | 'voice';

/** How notes are decoded for each instrument. */
export const INSTRUMENTS: Readonly<Record<Instrument, NoteDecoding>> = {
  piano: {
    onsetThreshold: 0.6,
    frameThreshold: 0.4,
    gapSeconds: 0.12,
    riseWeight: 0,
    onsetlessThreshold: 1,
    onsetlessSeconds: 1,
    shortestSeconds: 0.08,
    lowestPitch: 21,
    highestPitch: 108,
    ghostRatio: 0.5,
    joinSeconds: 0,
    restrikeThreshold: 0,
    monophonic: false,
  },
  guitar: {
    onsetThreshold: 0.6,
    frameThreshold: 0.4,
    gapSeconds: 0.12,
    riseWeight: 0,
    onsetlessThreshold: 1,
    onsetlessSeconds: 1,
    shortestSeconds: 0.08,
    lowestPitch: 40,
    highestPitch: 88,
    ghostRatio: 0.5,
    joinSeconds: 0,
    restrikeThreshold: 0,
    monophonic: false,
  },
  voice: {
    onsetThreshold: 0.6,
    frameThreshold: 0.4,
    gapSeconds: 0.12,
    riseWeight: 0,
    onsetlessThreshold: 1,
    onsetlessSeconds: 1,
    shortestSeconds: 0.1,
    lowestPitch: 36,
    highestPitch: 84,
    ghostRatio: 0.5,
    joinSeconds: 0,
    restrikeThreshold: 0,
    monophonic: true,
  },
};
