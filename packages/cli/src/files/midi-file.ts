import { readFile } from 'node:fs/promises';
import { type MidiFile, readMidi } from '@midizero/midi';
import { inFile } from './in-file.js';

/** Reads a MIDI file, tolerantly. @throws UnusableFileError if there is none, or it is no MIDI file */
export function readMidiFile(path: string): Promise<MidiFile> {
  return inFile(path, async () => readMidi(await readFile(path)));
}
