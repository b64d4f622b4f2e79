import type { WrittenScore } from '../model/written-score.js';
import type { ScoreIssueLog } from '../score-issues.js';
import type { PlayedNote } from './played-notes.js';

/** Ticks by which the two notes of a tie may miss each other, for values that had to be rounded. */
const TOLERANCE_TICKS = 8;

/** More notes of one pitch and part at once are no music, and would take quadratic time. */
const MOST_WAITING = 64;

/**
 * Joins tied notes into one: a note that a tie leads to lengthens the one of its part and pitch that ends where it
 * starts, of its own voice where there is one. That goes across bar lines, voices, staves and repeats. A tie that comes
 * from a measure that was not played just before (behind a jump, in a second ending) starts a note of its own.
 * @param notes in any order, grace notes with their times
 * @param order places of the measures played
 * @returns notes that start anew, in order of start
 */
export function mergeTies(
  notes: readonly PlayedNote[],
  score: WrittenScore,
  order: readonly number[],
  issues: ScoreIssueLog,
): PlayedNote[] {
  /** Notes with a tie to come, by part and pitch. */
  const waiting = new Map<number, PlayedNote[]>();
  const merged: PlayedNote[] = [];
  for (const note of [...notes].sort((a, b) => a.startTick - b.startTick)) {
    const { part, pitch, tieStart, tieStop } = note.written;
    const key = part * 128 + pitch;
    const open = (waiting.get(key) ?? []).filter(({ endTick }) => endTick >= note.startTick - TOLERANCE_TICKS);
    const earlier = tieStop ? findEarlier(open, note) : undefined;
    if (earlier) lengthen(earlier, note);
    else merged.push(note);
    if (tieStop && !earlier && isUnexpected(note, order)) {
      const place = { part: score.parts[part]!.name, measure: score.measures[note.written.measure]!.number };
      issues.report('tie', place, `a tie to pitch ${pitch} comes from no note`);
    }
    const closed = tieStart ? open : open.filter((each) => each !== earlier);
    waiting.set(key, (tieStart && !earlier ? [...closed, note] : closed).slice(-MOST_WAITING));
  }
  return merged;
}

/** A note that is held into one with an ornament gets the ornament where that one would have started. */
function lengthen(earlier: PlayedNote, note: PlayedNote): void {
  earlier.endTick = Math.max(earlier.endTick, note.endTick);
  if (note.marks?.ornament === undefined || earlier.marks?.ornament !== undefined) return;
  earlier.marks = { ...earlier.marks, ornament: note.marks.ornament };
  earlier.ornamentTick = note.startTick;
}

function findEarlier(open: readonly PlayedNote[], { startTick, written }: PlayedNote): PlayedNote | undefined {
  const meeting = open.filter(({ endTick }) => Math.abs(endTick - startTick) <= TOLERANCE_TICKS);
  return meeting.find((each) => each.written.voice === written.voice) ?? meeting[0];
}

/** Whether the measure that a tie comes from was played just before, so that the note should be there. */
function isUnexpected({ bar, written }: PlayedNote, order: readonly number[]): boolean {
  return written.offsetTicks > 0 || (bar > 0 && order[bar] === order[bar - 1]! + 1);
}
