// Writes a broken chord as a MIDI file, reads it again, and says what is in it.
import { createNoteTable, iterateNotes, parseMidi, readMidi, writeMidi } from '@midizero/midi';

const chord = [60, 64, 67, 72].map((pitch, i) => ({ startSeconds: i / 2, endSeconds: i / 2 + 0.5, pitch }));
const bytes = writeMidi(createNoteTable(chord));
for (const { pitch, startSeconds } of iterateNotes(parseMidi(bytes))) console.log(pitch, startSeconds);
const { tracks, issues } = readMidi(bytes);
console.log(`${bytes.length} bytes, ${tracks.length} track(s), ${issues.length} flaws`);
