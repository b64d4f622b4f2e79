import { readFile } from 'node:fs/promises';
import { type MidiFile, type MidiIssue, readMidi } from '@midizero/midi';
import { UnusableFileError } from '../failures/errors.js';
import { inFile } from './in-file.js';

/**
 * Reads a MIDI file, tolerantly.
 * @param recover whether to read what is left of a file that was cut off
 * @throws UnusableFileError if there is none, it is no MIDI file, or it was cut off
 */
export async function readMidiFile(path: string, { recover = false }: { recover?: boolean } = {}): Promise<MidiFile> {
  let cut: MidiIssue | undefined;
  const onIssue = (issue: MidiIssue): void => {
    if (issue.kind === 'truncated-file') cut ??= issue;
  };
  const file = await inFile(path, async () => readMidi(await readFile(path), { onIssue }));
  if (cut !== undefined && !recover) {
    throw new UnusableFileError(path, `was cut off: ${cut.message}; --recover reads what is left`);
  }
  return file;
}
