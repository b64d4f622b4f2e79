import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLibraryPiece } from '@midizero/library';
import { excerptNotes, iterateNotes, writeMidi } from '@midizero/midi';
import { beforeAll, describe, expect, test } from 'vitest';
import { writePieces } from '../testing-support/music.js';
import { writeRecording } from '../testing-support/recording.js';
import { runMain } from '../testing-support/run-main.js';
import { sharedFolder } from '../testing-support/temporary-folder.js';
import { Transcription } from './transcription.js';

const folder = sharedFolder();
const at = (name: string): string => join(folder.path, name);
const { notes } = findLibraryPiece('bach-invention-1')!;

beforeAll(async () => {
  await mkdir(at('music'));
  await writePieces(at('music'), 2);
  await writeFile(at('music/invention.mid'), writeMidi(notes));
  await writeRecording(at('take.wav'), excerptNotes(notes, 0, 8));
});

describe('recordings', () => {
  test('search finds the piece that a recording is of', async () => {
    await runMain(['index', at('music'), '-o', at('music.mzi')]);
    const run = await runMain(['search', at('music.mzi'), at('take.wav'), '--start', '1', '--json']);
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout).matches[0]).toMatchObject({ pieceId: 'invention.mid' });
    const track = await runMain(['search', at('music.mzi'), at('take.wav'), '--track', '0']);
    expect(track).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('has 0 tracks') });
  });

  test('of a part of a recording, that part alone is transcribed', async () => {
    const transcription = new Transcription('piano');
    const bytes = await readFile(at('take.wav'));
    const part = await transcription.transcribe(bytes, { startSeconds: 2, endSeconds: 6 });
    const whole = await transcription.transcribe(bytes, {});
    await transcription.close();
    expect(part.durationSeconds).toBe(4);
    // The network hears both in steps of 12 ms, which do not begin at the same sample.
    const inside = [...iterateNotes(excerptNotes(part.notes, 3, 5))];
    const same = inside.filter(({ pitch, startSeconds }) =>
      [...iterateNotes(whole.notes)].some(
        (note) => note.pitch === pitch && Math.abs(note.startSeconds - startSeconds) < 0.05,
      ),
    );
    expect(inside.length).toBeGreaterThan(5);
    expect(same.length / inside.length).toBeGreaterThan(0.8);
    const beyond = await runMain(['search', at('music.mzi'), at('take.wav'), '--start', '60']);
    expect(beyond).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/take\.wav: the recording ends at 8\.\d s/),
    });
  });

  test('index takes recordings among MIDI files, and says which it cannot take', async () => {
    await mkdir(at('mixed'));
    await writePieces(at('mixed'), 2);
    await writeRecording(at('mixed/take.wav'), excerptNotes(notes, 0, 8));
    await writeFile(at('mixed/song.mp3'), Uint8Array.of(0xff, 0xfb, 0x90, 0x64));
    const indexed = await runMain(['index', at('mixed'), '-o', at('mixed.mzi'), '--json']);
    expect(indexed.stderr).toMatch(/^midizero: skipped .*song\.mp3: damaged mp3: .*\n$/);
    expect(JSON.parse(indexed.stdout)).toMatchObject({ pieces: 3, skipped: [{ file: at('mixed/song.mp3') }] });
    await writeFile(at('query.mid'), writeMidi(excerptNotes(notes, 2, 7)));
    const { stdout } = await runMain(['search', at('mixed.mzi'), at('query.mid'), '--json']);
    expect(JSON.parse(stdout).matches[0]).toMatchObject({ pieceId: 'take.wav' });
  });
});
