import type { NoteTable } from '../../note-table.js';
import type { TempoMap } from '../../tempo-map.js';

/** Notes with the tempo map that gives them their seconds. */
export interface TimedNotes {
  readonly notes: NoteTable;
  readonly tempoMap: TempoMap;
}

// A 64th note.
const TOLERANCE_QUARTERS = 1 / 16;
// Rounded ticks must not push notes over the edge.
const ROUNDING_QUARTERS = 1e-3;
const NOTES_TO_ALIGN_BY = 24;

/**
 * How far two readings of one piece agree: F1 of notes with the same pitch whose onsets are a 64th apart at most. Onsets
 * are counted in quarter notes, so that tempo makes no difference, and one reading as a whole is shifted so that most
 * notes meet.
 */
export function noteAgreement(a: TimedNotes, b: TimedNotes): number {
  const [left, right] = [onsetsByPitch(a), onsetsByPitch(b)];
  const count = a.notes.length + b.notes.length;
  if (count === 0) return 1;
  let most = 0;
  for (const shift of possibleShifts(a, b)) most = Math.max(most, matches(left, right, shift));
  return (2 * most) / count;
}

function quartersOf({ notes, tempoMap }: TimedNotes, row: number): number {
  const { division } = tempoMap;
  const seconds = notes.startSeconds[row]!;
  return division.kind === 'metrical' ? tempoMap.tickAt(seconds) / division.ticksPerQuarter : seconds * 2;
}

function onsetsByPitch(timed: TimedNotes): number[][] {
  const onsets = Array.from({ length: 128 }, (): number[] => []);
  for (let row = 0; row < timed.notes.length; row++) onsets[timed.notes.pitch[row]!]!.push(quartersOf(timed, row));
  return onsets;
}

/** From each early note of one reading to each of its pitch in the other. */
function possibleShifts(a: TimedNotes, b: TimedNotes): Set<number> {
  const shifts = new Set([0]);
  for (let i = 0; i < Math.min(NOTES_TO_ALIGN_BY, a.notes.length); i++) {
    for (let j = 0; j < Math.min(NOTES_TO_ALIGN_BY, b.notes.length); j++) {
      if (a.notes.pitch[i] !== b.notes.pitch[j]) continue;
      shifts.add(Math.round((quartersOf(b, j) - quartersOf(a, i)) * 192) / 192);
    }
  }
  return shifts;
}

/** Pairs of notes of one pitch, each in one pair, in order of time. */
function matches(a: readonly number[][], b: readonly number[][], shift: number): number {
  const tolerance = TOLERANCE_QUARTERS + ROUNDING_QUARTERS;
  let count = 0;
  for (const [pitch, left] of a.entries()) {
    const right = b[pitch]!;
    for (let i = 0, j = 0; i < left.length && j < right.length; ) {
      const difference = right[j]! - (left[i]! + shift);
      if (Math.abs(difference) <= tolerance) {
        count++;
        i++;
        j++;
      } else if (difference < 0) {
        j++;
      } else {
        i++;
      }
    }
  }
  return count;
}
