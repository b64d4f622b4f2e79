import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { chooseEvenly, uniformBetween } from '../sampling/choose.js';
import { type DamagedNotes, DamagedNotesBuilder, NO_ORIGIN } from './damaged-notes.js';
import { forEachChord } from './omit-voices.js';
import type { DamageAmounts } from './severity.js';
import type { TimeWarp } from './time-warp.js';

/** Harmonics that transcription mistakes for notes, in semitones above the note. */
const HARMONIC_SEMITONES = [12, 19, 24, -12] as const;
/** Other ghosts lie up to so many semitones from the note, and begin up to so many seconds after it. */
const GHOST_REACH_SEMITONES = 12;
const GHOST_DELAY_SECONDS = 0.25;
const GHOST_LENGTH_SECONDS = 0.1;
/** A repetition within this time can be swallowed. */
const MERGE_SECONDS = 1;
const SPLIT_LENGTH_SECONDS = 0.2;
const TRILL_LENGTH_SECONDS = 0.25;
const TRILL_NOTE_SECONDS = [0.06, 0.12] as const;
const TRILL_NOTES_MAX = 12;
const SPREAD_SECONDS_MIN = 0.015;

/** One way of damaging a passage. */
export interface DamagePlan {
  readonly amounts: DamageAmounts;
  /** Most time between two notes of a spread chord. */
  readonly spreadSeconds: number;
  /** Added to all pitches. */
  readonly transposeSemitones: number;
  readonly warp: TimeWarp;
}

/**
 * Damages timed notes as automatic transcription and amateurs do: repetitions merge, notes are lost, heard an octave off, split
 * or trilled, ghosts appear at harmonics and near, chords are spread, onsets jitter, the tempo wanders.
 * @param isOmitted 1 for each note left out on purpose (a voice, all but the tune): it gives nothing, not even ghosts
 * @param result memory to use again; what was made of it before stays as it is
 */
export function damagePassage(
  notes: NoteTable,
  isOmitted: Uint8Array,
  plan: DamagePlan,
  random: Random,
  result: DamagedNotesBuilder = new DamagedNotesBuilder(),
): DamagedNotes {
  const { amounts, warp, transposeSemitones } = plan;
  const isGone = isOmitted.slice();
  const endSeconds = notes.endSeconds.slice();
  mergeRepetitions(notes, isGone, endSeconds, amounts.mergeProbability, random);
  const delaySeconds = spreadChords(notes, isGone, plan, random);
  result.clear();
  const add = (start: number, end: number, pitch: number, origin: number): void => {
    const from = Math.max(0, start);
    const to = Math.max(from, end);
    result.add(warp.playedSeconds(from), warp.playedSeconds(to), pitch + transposeSemitones, origin);
  };
  for (let row = 0; row < notes.length; row++) {
    if (isOmitted[row] === 1) continue;
    const pitch = notes.pitch[row]!;
    const written = notes.startSeconds[row]!;
    if (random.chance(amounts.ghostProbability)) addGhost(pitch, written, add, random);
    if (isGone[row] === 1 || random.chance(amounts.lossProbability)) continue;
    const start = written + delaySeconds[row]! + amounts.jitterSeconds * random.gaussian();
    const length = endSeconds[row]! - written;
    if (random.chance(amounts.octaveErrorProbability)) {
      add(start, start + length, pitch + chooseEvenly(random, [-12, 12]), NO_ORIGIN);
    } else if (length >= TRILL_LENGTH_SECONDS && random.chance(amounts.trillProbability)) {
      addTrill(pitch, start, length, row, add, random);
    } else if (length >= SPLIT_LENGTH_SECONDS && random.chance(amounts.splitProbability)) {
      const middle = start + length * uniformBetween(random, 0.3, 0.7);
      add(start, middle, pitch, row);
      add(middle, start + length, pitch, NO_ORIGIN);
    } else {
      add(start, start + length, pitch, row);
    }
  }
  return result.finish();
}

type AddNote = (startSeconds: number, endSeconds: number, pitch: number, origin: number) => void;

/** Marks repetitions that are swallowed, and lengthens the notes that swallow them. */
function mergeRepetitions(
  notes: NoteTable,
  isGone: Uint8Array,
  endSeconds: Float64Array,
  probability: number,
  random: Random,
): void {
  for (let row = 0; row < notes.length; row++) {
    if (isGone[row] === 1 || !random.chance(probability)) continue;
    const until = notes.startSeconds[row]! + MERGE_SECONDS;
    for (let later = row + 1; later < notes.length && notes.startSeconds[later]! <= until; later++) {
      if (isGone[later] === 1 || notes.pitch[later] !== notes.pitch[row]) continue;
      isGone[later] = 1;
      endSeconds[row] = Math.max(endSeconds[row]!, endSeconds[later]!);
      break;
    }
  }
}

/** Seconds by which each note of a spread chord comes later, the lowest first. */
function spreadChords(
  notes: NoteTable,
  isGone: Uint8Array,
  { amounts, spreadSeconds }: DamagePlan,
  random: Random,
): Float64Array {
  const delaySeconds = new Float64Array(notes.length);
  if (amounts.spreadProbability === 0) return delaySeconds;
  forEachChord(notes, (first, end) => {
    if (end - first < 2 || !random.chance(amounts.spreadProbability)) return;
    const step = uniformBetween(random, Math.min(SPREAD_SECONDS_MIN, spreadSeconds), spreadSeconds);
    let delay = 0;
    for (let row = first; row < end; row++) {
      if (isGone[row] === 1) continue;
      delaySeconds[row] = delay;
      delay += step;
    }
  });
  return delaySeconds;
}

function addGhost(pitch: number, writtenSeconds: number, add: AddNote, random: Random): void {
  const semitones = random.chance(0.5)
    ? chooseEvenly(random, HARMONIC_SEMITONES)
    : random.integer(2 * GHOST_REACH_SEMITONES + 1) - GHOST_REACH_SEMITONES;
  const start = writtenSeconds + GHOST_DELAY_SECONDS * random.uniform();
  add(start, start + GHOST_LENGTH_SECONDS, pitch + semitones, NO_ORIGIN);
}

/** The note and its upper neighbour in turn; the first one stands for the written note. */
function addTrill(pitch: number, start: number, length: number, row: number, add: AddNote, random: Random): void {
  const noteSeconds = uniformBetween(random, ...TRILL_NOTE_SECONDS);
  const neighbour = pitch + 1 + random.integer(2);
  const count = Math.min(TRILL_NOTES_MAX, Math.floor(length / noteSeconds));
  for (let i = 0; i < count; i++) {
    const from = start + i * noteSeconds;
    add(from, from + noteSeconds, i % 2 === 0 ? pitch : neighbour, i === 0 ? row : NO_ORIGIN);
  }
}
