import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLibraryPiece } from '@midizero/library';
import { excerptNotes, writeMidi } from '@midizero/midi';
import { beforeAll, describe, expect, test } from 'vitest';
import { writePieces } from '../testing-support/music.js';
import { writeRecording } from '../testing-support/recording.js';
import { runMain } from '../testing-support/run-main.js';
import { sharedFolder } from '../testing-support/temporary-folder.js';

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

  test('index takes recordings among MIDI files, and says which it cannot take', async () => {
    await mkdir(at('mixed'));
    await writePieces(at('mixed'), 2);
    await writeRecording(at('mixed/take.wav'), excerptNotes(notes, 0, 8));
    await writeFile(at('mixed/song.mp3'), Uint8Array.of(0xff, 0xfb, 0x90, 0x64));
    const indexed = await runMain(['index', at('mixed'), '-o', at('mixed.mzi'), '--json']);
    expect(indexed.stderr).toMatch(/^midizero: skipped .*song\.mp3: mp3 is not decoded here; .*\n$/);
    expect(JSON.parse(indexed.stdout)).toMatchObject({ pieces: 3, skipped: [{ file: at('mixed/song.mp3') }] });
    await writeFile(at('query.mid'), writeMidi(excerptNotes(notes, 2, 7)));
    const { stdout } = await runMain(['search', at('mixed.mzi'), at('query.mid'), '--json']);
    expect(JSON.parse(stdout).matches[0]).toMatchObject({ pieceId: 'take.wav' });
  });
});
