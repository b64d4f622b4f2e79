import { writeFile } from 'node:fs/promises';
import type { NoteTable } from '@midizero/midi';
import { makeWav } from '../../../audio/src/testing-support/make-wav.js';
import { synthesise } from '../../../audio/src/testing-support/synthesise.js';

/** Writes a WAV file in which the notes are played by fading tones. */
export async function writeRecording(path: string, notes: NoteTable): Promise<void> {
  await writeFile(path, makeWav([[...synthesise(notes)]]));
}
