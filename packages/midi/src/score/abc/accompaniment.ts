import { semitonesOfLetter } from '../model/letters.js';
import { lookUp } from '../model/look-up.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import type { TuneContext } from './tune-context.js';

/** Semitones above the root, by what stands behind its name. */
const QUALITIES: Readonly<Record<string, readonly number[]>> = {
  '': [0, 4, 7],
  maj: [0, 4, 7],
  M: [0, 4, 7],
  m: [0, 3, 7],
  min: [0, 3, 7],
  '-': [0, 3, 7],
  dim: [0, 3, 6],
  o: [0, 3, 6],
  aug: [0, 4, 8],
  '+': [0, 4, 8],
  '5': [0, 7],
  sus: [0, 5, 7],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  '6': [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  '7': [0, 4, 7, 10],
  m7: [0, 3, 7, 10],
  min7: [0, 3, 7, 10],
  maj7: [0, 4, 7, 11],
  M7: [0, 4, 7, 11],
  dim7: [0, 3, 6, 9],
  o7: [0, 3, 6, 9],
  m7b5: [0, 3, 6, 10],
  '7sus4': [0, 5, 7, 10],
  '9': [0, 4, 7, 10, 14],
  m9: [0, 3, 7, 10, 14],
  maj9: [0, 4, 7, 11, 14],
};
/** Roots lie from here up to the octave above. */
const LOWEST_ROOT = 36;

/** The pitches of a chord symbol, ascending; undefined for what is none. */
export function chordPitches(name: string): number[] | undefined {
  const match = /^([A-G])([#b]?)([^/\s]*)(?:\/([A-G])([#b]?))?$/i.exec(name.trim().replaceAll(/[()]/g, ''));
  const intervals = match && lookUp(QUALITIES, match[3]!);
  if (!match || !intervals) return undefined;
  const root = LOWEST_ROOT + pitchClass(match[1]!, match[2]!);
  const pitches = intervals.map((interval) => root + interval);
  if (match[4] === undefined) return pitches;
  const bass = LOWEST_ROOT + pitchClass(match[4], match[5]!);
  return [bass, ...pitches.filter((pitch) => pitch % 12 !== bass % 12)].map((pitch) =>
    pitch < bass ? pitch + 12 : pitch,
  );
}

/** Plays the chord symbols in a part of their own: each sounds to the next one, or to the end of its bar. */
export function addAccompaniment(builder: ScoreBuilder, tune: TuneContext): void {
  const { chordSymbols, lengths } = tune;
  if (chordSymbols.length === 0) return;
  const part = builder.addPart('Chords');
  for (const [index, { measure, offsetTicks, name }] of chordSymbols.entries()) {
    const pitches = chordPitches(name);
    if (pitches === undefined) continue;
    const next = chordSymbols[index + 1];
    const end = next?.measure === measure ? next.offsetTicks : (lengths[measure] ?? offsetTicks);
    for (const pitch of pitches) {
      if (end <= offsetTicks) continue;
      builder.addNote({
        measure,
        offsetTicks,
        durationTicks: end - offsetTicks,
        pitch,
        part,
        voice: '',
        staff: 1,
        tieStart: false,
        tieStop: false,
        graceIndex: undefined,
        isPercussion: false,
      });
    }
  }
}

function pitchClass(letter: string, sign: string): number {
  return (semitonesOfLetter(letter)! + (sign === '#' ? 1 : sign === 'b' ? -1 : 0) + 12) % 12;
}
