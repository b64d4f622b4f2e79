import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MidiParseError } from '../errors.js';
import { noteOff, noteOn, oneTrack } from '../testing-support/midi-bytes.js';
import { MidiFileError, readMidiFile } from './read-midi-file.js';

describe('readMidiFile', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('reads a file', async () => {
    const path = join(folder, 'good.mid');
    await writeFile(path, oneTrack(noteOn(0, 60), noteOff(480, 60)));
    expect((await readMidiFile(path)).notes.length).toBe(1);
  });

  test('says which file is no MIDI file', async () => {
    const path = join(folder, 'line\nbreak.mid');
    await writeFile(path, 'no music');
    const error = await readMidiFile(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MidiFileError);
    expect(error).toMatchObject({ code: 'MIDI_FILE', path, cause: expect.any(MidiParseError) });
    expect((error as Error).message).toMatch(
      /^".*line\\nbreak\.mid": byte 0: expected a MIDI file \(MThd\), got "no m"$/,
    );
  });

  test('says which file is not there', async () => {
    const path = join(folder, 'absent.mid');
    await expect(readMidiFile(path)).rejects.toMatchObject({ code: 'MIDI_FILE', path, cause: { code: 'ENOENT' } });
  });

  test('bad options are not blamed on the file', async () => {
    const path = join(folder, 'options.mid');
    await writeFile(path, oneTrack());
    await expect(readMidiFile(path, { maxNotes: -1 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
