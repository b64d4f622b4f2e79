import { allocateNoteTable, type NoteTable } from '../note-table.js';

/** The rows of each track as a table of its own, in one pass. @returns size `trackCount` */
export function splitByTrack(notes: NoteTable, trackCount: number): NoteTable[] {
  const counts = new Uint32Array(trackCount);
  for (let row = 0; row < notes.length; row++) counts[notes.track[row]!]!++;
  const tables = Array.from(counts, (count) => allocateNoteTable(count));
  const filled = new Uint32Array(trackCount);
  for (let row = 0; row < notes.length; row++) {
    const track = notes.track[row]!;
    const table = tables[track]!;
    const to = filled[track]!++;
    table.startSeconds[to] = notes.startSeconds[row]!;
    table.endSeconds[to] = notes.endSeconds[row]!;
    table.pitch[to] = notes.pitch[row]!;
    table.velocity[to] = notes.velocity[row]!;
    table.channel[to] = notes.channel[row]!;
    table.track[to] = track;
  }
  return tables;
}
