import { InvalidArgumentError } from '@midizero/core';

/** A note as the noise recipe has it: seconds from the excerpt's start, and a MIDI note number. */
export interface PlainNote {
  readonly on: number;
  readonly off: number;
  readonly pitch: number;
}

/** How strong each kind of damage is: probabilities, but for `jitterSeconds` (standard deviation) and `tempo` (largest relative change). */
interface NoiseLevel {
  readonly deletion: number;
  readonly addition: number;
  readonly jitterSeconds: number;
  readonly octaveError: number;
  readonly merge: number;
  readonly split: number;
  readonly tempo: number;
}

const noiseLevels: Readonly<Record<string, NoiseLevel>> = {
  low: {
    deletion: 0.05,
    addition: 0.05,
    jitterSeconds: 0.015,
    octaveError: 0.01,
    merge: 0.05,
    split: 0.01,
    tempo: 0.03,
  },
  medium: {
    deletion: 0.15,
    addition: 0.15,
    jitterSeconds: 0.03,
    octaveError: 0.03,
    merge: 0.15,
    split: 0.03,
    tempo: 0.08,
  },
  high: {
    deletion: 0.35,
    addition: 0.35,
    jitterSeconds: 0.06,
    octaveError: 0.06,
    merge: 0.3,
    split: 0.06,
    tempo: 0.15,
  },
};

const MERGE_WITHIN_SECONDS = 1;
const SPURIOUS_LENGTH_SECONDS = 0.1;
const SHORTEST_SECONDS = 0.03;
const SHORTEST_SPLIT_SECONDS = 0.2;
/** Where transcription hears a note that is not there: octaves and the twelfth above, the octave below. */
const GHOST_INTERVALS = [12, 19, 24, -12];

export interface NoiseOptions {
  /** 32 bits. */
  readonly seed: number;
  /** `low`, `medium` or `high`. */
  readonly level: string;
  /** Semitones added to every pitch. @default 0 */
  readonly transpose?: number;
}

/**
 * The errors of automatic transcription, by the recipe of the benchmark: the same seed gives the same notes in every
 * implementation of it.
 * @param notes times from the excerpt's start
 * @returns new notes, sorted by onset, pitch and end
 * @throws InvalidArgumentError for an unknown level
 */
export function addTranscriptionNoise(
  notes: readonly PlainNote[],
  { seed, level: levelName, transpose = 0 }: NoiseOptions,
): PlainNote[] {
  const level = Object.hasOwn(noiseLevels, levelName) ? noiseLevels[levelName]! : undefined;
  if (level === undefined) {
    throw new InvalidArgumentError('level', `expected low, medium or high, got "${levelName}"`);
  }
  const uniform = mulberry32(seed);
  const tempoFactor = 1 + level.tempo * (2 * uniform() - 1);
  const sorted = [...notes].sort(byOnset);
  const draws = sorted.map(() => drawNote(uniform));
  const ends = sorted.map((note) => note.off);
  const takenOut = mergeNotes(sorted, ends, (i) => draws[i]!.merge < level.merge);
  const damaged: PlainNote[] = [];
  for (const [i, note] of sorted.entries()) {
    const draw = draws[i]!;
    if (draw.add < level.addition) damaged.push(spuriousNote(note, draw));
    if (takenOut[i] || draw.deletion < level.deletion) continue;
    damaged.push(...damageNote({ ...note, off: ends[i]! }, draw, level));
  }
  return damaged
    .map(({ on, off, pitch }) => ({
      on: roundedMilliseconds(on * tempoFactor),
      off: roundedMilliseconds(off * tempoFactor),
      pitch: pitch + transpose,
    }))
    .filter(({ pitch }) => pitch >= 0 && pitch <= 127)
    .sort(byOnset);
}

/** mulberry32: uniform numbers in [0, 1) from 32 bits of state. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function byOnset(a: PlainNote, b: PlainNote): number {
  return a.on - b.on || a.pitch - b.pitch || a.off - b.off;
}

interface NoteDraws {
  readonly merge: number;
  readonly deletion: number;
  readonly octave: number;
  readonly octaveDirection: number;
  readonly onsetJitter: number;
  readonly lengthJitter: number;
  readonly split: number;
  readonly splitAt: number;
  readonly add: number;
  readonly addKind: number;
  readonly addPitch: number;
  readonly addAt: number;
}

/** All the draws of one note, in the recipe's order, which the order of evaluation of these properties is. */
function drawNote(uniform: () => number): NoteDraws {
  const gauss = (): number => {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum - 6;
  };
  return {
    merge: uniform(),
    deletion: uniform(),
    octave: uniform(),
    octaveDirection: uniform(),
    onsetJitter: gauss(),
    lengthJitter: gauss(),
    split: uniform(),
    splitAt: uniform(),
    add: uniform(),
    addKind: uniform(),
    addPitch: uniform(),
    addAt: uniform(),
  };
}

/** Joins notes with the next of their pitch; writes the joined ends to `ends`. @returns true for notes that are gone */
function mergeNotes(notes: readonly PlainNote[], ends: number[], merges: (i: number) => boolean): boolean[] {
  const takenOut = notes.map(() => false);
  for (const [i, note] of notes.entries()) {
    if (takenOut[i] || !merges(i)) continue;
    for (let j = i + 1; j < notes.length && notes[j]!.on <= note.on + MERGE_WITHIN_SECONDS; j++) {
      if (takenOut[j] || notes[j]!.pitch !== note.pitch) continue;
      takenOut[j] = true;
      ends[i] = Math.max(ends[i]!, ends[j]!);
      break;
    }
  }
  return takenOut;
}

function spuriousNote(note: PlainNote, { addKind, addPitch, addAt }: NoteDraws): PlainNote {
  const interval =
    addKind < 0.5 ? GHOST_INTERVALS[Math.floor(GHOST_INTERVALS.length * addPitch)]! : Math.floor(25 * addPitch) - 12;
  const on = note.on + 0.25 * addAt;
  return { on, off: on + SPURIOUS_LENGTH_SECONDS, pitch: note.pitch + interval };
}

function damageNote(note: PlainNote, draw: NoteDraws, level: NoiseLevel): PlainNote[] {
  const octave = draw.octaveDirection < 0.5 ? -12 : 12;
  const pitch = draw.octave < level.octaveError ? note.pitch + octave : note.pitch;
  const on = note.on + level.jitterSeconds * draw.onsetJitter;
  const length = Math.max(SHORTEST_SECONDS, (note.off - note.on) * (1 + 0.2 * draw.lengthJitter));
  if (draw.split < level.split && length >= SHORTEST_SPLIT_SECONDS) {
    const middle = on + length * (0.3 + 0.4 * draw.splitAt);
    return [
      { on, off: middle, pitch },
      { on: middle, off: on + length, pitch },
    ];
  }
  return [{ on, off: on + length, pitch }];
}

function roundedMilliseconds(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1000) / 1000);
}
