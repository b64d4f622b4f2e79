import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { PlayedNote } from './played-notes.js';

/** A grace note is as long as a 32nd note, and shorter where several share the room. */
const GRACE_TICKS = TICKS_PER_QUARTER / 8;
/** A group of grace notes takes a quarter note at most. */
const GROUP_TICKS = TICKS_PER_QUARTER;

/**
 * Gives grace notes their time: one after the other right before the note that they lead to, which keeps its own.
 * One that is tied to it sounds until then.
 * @param notes those of one bar and place together, as {@link playNotes} gives them
 */
export function placeGraceNotes(notes: readonly PlayedNote[]): void {
  const groups = new Map<string, PlayedNote[]>();
  for (const note of notes) {
    const { graceIndex, part, staff, voice } = note.written;
    if (graceIndex === undefined) continue;
    const key = `${note.bar} ${note.startTick} ${part} ${staff} ${voice}`;
    const group = groups.get(key);
    if (group) group.push(note);
    else groups.set(key, [note]);
  }
  for (const group of groups.values()) {
    const count = group.reduce((most, { written }) => Math.max(most, written.graceIndex! + 1), 1);
    const length = Math.round(Math.min(GRACE_TICKS, GROUP_TICKS / count));
    for (const note of group) {
      const principal = note.startTick;
      note.startTick = principal - (count - note.written.graceIndex!) * length;
      note.endTick = note.written.tieStart ? principal : note.startTick + length;
    }
  }
}
