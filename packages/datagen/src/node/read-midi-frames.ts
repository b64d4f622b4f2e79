import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMidizeroError, type RunOptions, throwIfAborted } from '@midizero/core';
import { readMidiFile } from '@midizero/midi/node';
import { type Frames, type GroupFramesOptions, groupFrames } from '@midizero/pitch-matrix';

/** Options of {@link readMidiFrames}. */
export interface ReadMidiFramesOptions extends RunOptions {
  /** How notes are grouped. @default performance, 0.05 s */
  readonly grouping?: GroupFramesOptions;
  /** Told of each file that cannot be read as MIDI; without it such a file ends the reading with its error. */
  readonly onBadFile?: (path: string, error: Error) => void;
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
  const { grouping, onBadFile, signal, onProgress } = options;
  const files = await listMidiFiles(path);
  for (const [index, file] of files.entries()) {
    throwIfAborted(signal);
    const frames = await readFrames(file, grouping, onBadFile);
    onProgress?.({ stage: 'read MIDI files', completed: index + 1, total: files.length, unit: 'files' });
    if (frames) yield frames;
  }
}

async function readFrames(
  file: string,
  grouping: GroupFramesOptions | undefined,
  onBadFile: ReadMidiFramesOptions['onBadFile'],
): Promise<Frames | undefined> {
  try {
    return groupFrames((await readMidiFile(file)).notes, grouping);
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
