import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMidizeroError, type RunOptions, throwIfAborted } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { readMidiFile } from '@midizero/midi/node';

/** Options of {@link readMidiNotes}. */
export interface ReadMidiNotesOptions extends RunOptions {
  /** Told of each file that cannot be read as MIDI; without it such a file ends the reading with its error. */
  readonly onBadFile?: (path: string, error: Error) => void;
}

/**
 * Notes of MIDI files, one file at a time, for mode R and for pairs of real notes.
 * @param path a MIDI file, or a folder whose `.mid` and `.midi` files are read, with those of its folders, by name
 * @throws MidiFileError for a file that cannot be read, unless `onBadFile` takes it
 */
export async function* readMidiNotes(
  path: string,
  options: ReadMidiNotesOptions = {},
): AsyncGenerator<NoteTable, void, void> {
  const { onBadFile, signal, onProgress } = options;
  const files = await listMidiFiles(path);
  for (const [index, file] of files.entries()) {
    throwIfAborted(signal);
    const notes = await readNotes(file, onBadFile);
    onProgress?.({ stage: 'read MIDI files', completed: index + 1, total: files.length, unit: 'files' });
    if (notes) yield notes;
  }
}

async function readNotes(file: string, onBadFile: ReadMidiNotesOptions['onBadFile']): Promise<NoteTable | undefined> {
  try {
    return (await readMidiFile(file)).notes;
  } catch (error) {
    if (!onBadFile || !isMidizeroError(error)) throw error;
    onBadFile(file, error);
    return undefined;
  }
}

async function listMidiFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => /\.midi?$/i.test(name))
    .sort()
    .map((name) => join(path, name));
}
