import { readFile } from 'node:fs/promises';
import { MidizeroError } from '@midizero/core';
import { MidiParseError } from '../errors.js';
import type { ReadMidiOptions } from '../read/options.js';
import { type MidiFile, readMidi } from '../read/read-midi.js';

/** A file could not be read, or is no MIDI file. The code is `MIDI_FILE`; `cause` is what went wrong with it. */
export class MidiFileError extends MidizeroError {
  readonly path: string;

  constructor(path: string, cause: Error) {
    super('MIDI_FILE', `${JSON.stringify(path)}: ${cause.message}`, { path }, { cause });
    this.path = path;
  }
}

/**
 * {@link readMidi} for a file on disk.
 * @throws MidiFileError for a file that cannot be read (its `cause` is the system's error) or that is refused (its
 * `cause` is the MidiParseError)
 * @throws InvalidArgumentError for an option out of range
 */
export async function readMidiFile(path: string, options: ReadMidiOptions = {}): Promise<MidiFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new MidiFileError(path, error as Error);
  }
  try {
    return readMidi(bytes, options);
  } catch (error) {
    if (error instanceof MidiParseError) throw new MidiFileError(path, error);
    throw error;
  }
}
