import { type Frames, type GroupFramesOptions, groupFrames } from '@midizero/pitch-matrix';
import { type ReadMidiNotesOptions, readMidiNotes } from './read-midi-notes.js';

/** Options of {@link readMidiFrames}. */
export interface ReadMidiFramesOptions extends ReadMidiNotesOptions {
  /** How notes are grouped. @default performance, 0.05 s */
  readonly grouping?: GroupFramesOptions;
}

/**
 * Frames of MIDI files, one file at a time, for `extractFrameDistribution` and mode R.
 * @param path a MIDI file, or a folder whose `.mid` and `.midi` files are read, with those of its folders, by name
 * @throws MidiFileError for a file that cannot be read, unless `onBadFile` takes it
 */
export async function* readMidiFrames(
  path: string,
  options: ReadMidiFramesOptions = {},
): AsyncGenerator<Frames, void, void> {
  for await (const notes of readMidiNotes(path, options)) yield groupFrames(notes, options.grouping);
}
