export type { Division, MetricalDivision, SmpteDivision } from './division.js';
export type { MidiParseErrorDetails } from './errors.js';
export { MidiParseError } from './errors.js';
export type { DetectedFormat, MusicFormat } from './music/detect-format.js';
export { detectFormat } from './music/detect-format.js';
export { MusicFormatError } from './music/errors.js';
export type { MusicFile, MusicIssue, MusicTrack } from './music/music-file.js';
export type { ReadMusicOptions } from './music/read-music.js';
export { hasMusicExtension, readMusic, readMusicPieces } from './music/read-music.js';
export type { Note, NoteTable } from './note-table.js';
export {
  allocateNoteTable,
  createNoteTable,
  excerptNotes,
  filterNotes,
  iterateNotes,
  PERCUSSION_CHANNEL,
  transposeNotes,
} from './note-table.js';
export type { MidiIssue, MidiIssueKind } from './read/issues.js';
export type { ReadMidiOptions } from './read/options.js';
export type { MidiFile, MidiTrack } from './read/read-midi.js';
export { parseMidi, readMidi } from './read/read-midi.js';
export type { NoteOn } from './stream/note-on-stream.js';
export { NoteOnStream } from './stream/note-on-stream.js';
export type { TempoChange, TempoMap } from './tempo-map.js';
export { createTempoMap, DEFAULT_MICROSECONDS_PER_QUARTER } from './tempo-map.js';
export type { WriteMidiOptions } from './write/write-midi.js';
export { writeMidi } from './write/write-midi.js';
