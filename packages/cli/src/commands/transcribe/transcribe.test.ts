import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNoteTable, parseMidi } from '@midizero/midi';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMPRESSED_RECORDINGS, compressedRecording } from '../../../../audio/src/testing-support/recordings.js';
import { writeRecording } from '../../testing-support/recording.js';
import { runMain } from '../../testing-support/run-main.js';
import { sharedFolder } from '../../testing-support/temporary-folder.js';

const folder = sharedFolder();
const at = (name: string): string => join(folder.path, name);
const pitches = [60, 64, 67, 72];

beforeAll(async () => {
  const notes = pitches.map((pitch, place) => ({ startSeconds: place / 2, endSeconds: place / 2 + 0.45, pitch }));
  await writeRecording(at('take.wav'), createNoteTable(notes));
});

describe('midizero transcribe', () => {
  test.each(['piano', 'guitar', 'voice'])('writes the notes of a %s', async (instrument) => {
    const output = at(`${instrument}.mid`);
    const run = await runMain(['transcribe', at('take.wav'), '-o', output, '--instrument', instrument]);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/\.mid: 4 notes of 2\.\d s, in \d/);
    const { pitch, startSeconds } = parseMidi(await readFile(output));
    expect([...pitch]).toEqual(pitches);
    for (const [place, start] of startSeconds.entries()) expect(Math.abs(start - place / 2)).toBeLessThan(0.05);
  });

  test.each(COMPRESSED_RECORDINGS)('decodes %s', async (name) => {
    await writeFile(at(name), compressedRecording(name));
    await runMain(['transcribe', at(name), '-o', at('tones.mid'), '--instrument', 'voice']);
    expect([...parseMidi(await readFile(at('tones.mid'))).pitch]).toEqual([69, 76]);
  });

  test('--json prints one object', async () => {
    const { stdout } = await runMain(['transcribe', at('take.wav'), '-o', at('json.mid'), '--json']);
    expect(JSON.parse(stdout)).toEqual({
      file: at('json.mid'),
      notes: 4,
      durationSeconds: expect.closeTo(2.25, 1),
      seconds: expect.any(Number),
    });
  });

  test.each([
    ['a text', new TextEncoder().encode('la la la'), 'not a recording'],
    ['a damaged mp3', Uint8Array.of(0xff, 0xfb, 0x90, 0x64), 'damaged mp3: no sound can be decoded'],
    ['AAC', Uint8Array.of(0xff, 0xf1, 0x50, 0x80), 'aac is not decoded here; save the recording as WAV, FLAC or mp3'],
    ['a WAV file cut off in its header', new TextEncoder().encode('RIFF0000WAVEfmt '), 'byte 16: the WAV file ends'],
  ])('%s is refused on one line, and nothing written', async (_, bytes, reason) => {
    await writeFile(at('other'), bytes);
    const run = await runMain(['transcribe', at('other'), '-o', at('none.mid')]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(new RegExp(`^midizero: .*other: ${reason}.*\n$`));
    expect(existsSync(at('none.mid'))).toBe(false);
  });

  test('a recording that is not there, and a preset that there is none of', async () => {
    const missing = await runMain(['transcribe', at('nowhere.wav'), '-o', at('none.mid')]);
    expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no such file') });
    const kazoo = await runMain(['transcribe', at('take.wav'), '-o', at('none.mid'), '--instrument', 'kazoo']);
    expect(kazoo).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('piano, guitar, voice') });
  });
});
