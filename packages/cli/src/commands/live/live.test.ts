import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { excerptNotes, iterateNotes, transposeNotes, writeMidi } from '@midizero/midi';
import { beforeAll, describe, expect, test } from 'vitest';
import { inventPiece, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { sharedFolder } from '../../testing-support/temporary-folder.js';

const folder = sharedFolder();
let index = '';
let take = '';

/** Seconds 8 to 14 of piece 1. */
const passage = excerptNotes(inventPiece(1), 8, 14);
const notes = [...iterateNotes(passage)];

beforeAll(async () => {
  index = join(folder.path, 'scores.mzi');
  take = join(folder.path, 'take.mid');
  await writePieces(join(folder.path, 'scores'), 4);
  await runMain(['index', join(folder.path, 'scores'), '-o', index, '--encoder', 'raw']);
  await writeFile(take, writeMidi(passage));
});

const objects = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('live', () => {
  test('follows a file note by note, a line of JSON for each answer', async () => {
    const { exitCode, stdout, stderr } = await runMain(['live', index, take, '--speed', '0', '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const answers = objects(stdout);
    // 24 onset groups, the first answer after four.
    expect(answers.map(({ frames }) => frames)).toEqual(Array.from({ length: 21 }, (_, i) => i + 4));
    for (const { heardSeconds, match } of answers.slice(8)) {
      expect(match).toMatchObject({ pieceId: 'piece-1.mid', transposition: 0 });
      expect(match.nowSeconds).toBeCloseTo(heardSeconds, 1);
    }
  });

  test('people see a line a second, in time with the music', async () => {
    const { stdout } = await runMain(['live', index, take, '--speed', '20']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^0:1[34]\.\d {2}piece-1\.mid {2}\(\d+ %\)$/);
    expect(lines.length).toBeLessThanOrEqual(21);
  });

  test('in another key', async () => {
    const higher = join(folder.path, 'higher.mid');
    await writeFile(higher, writeMidi(transposeNotes(passage, 2)));
    const { stdout } = await runMain(['live', index, higher, '--speed', '0', '--transpositions', '2']);
    expect(stdout).toMatch(/piece-1\.mid, \+2 semitones/);
  });
});

describe('stdin', () => {
  test('notes as JSON, cut anywhere', async () => {
    const text = notes
      .map(({ pitch, startSeconds }) => `${JSON.stringify({ pitch, seconds: startSeconds })}\n`)
      .join('');
    const stdin = Readable.from(text.match(/.{1,50}/gs)!.map((part) => Buffer.from(part)));
    const { exitCode, stdout } = await runMain(['live', index, '--json'], { stdin });
    expect(exitCode).toBe(0);
    expect(objects(stdout).at(-1)).toMatchObject({ frames: 24, match: { pieceId: 'piece-1.mid' } });
  });

  test('the bytes of a MIDI device, notes timed by when they come', async () => {
    async function* device(): AsyncGenerator<Uint8Array> {
      for (const [i, { pitch, startSeconds }] of notes.entries()) {
        if (startSeconds !== notes[i - 1]?.startSeconds) await new Promise((resolve) => setTimeout(resolve, 60));
        yield Uint8Array.of(0xfe, 0x90, pitch, 64);
      }
      yield Uint8Array.of(0x99, 36, 100); // a drum
    }
    const { exitCode, stdout } = await runMain(['live', index, '--json'], { stdin: device() });
    expect(exitCode).toBe(0);
    expect(objects(stdout).at(-1).match).toMatchObject({ pieceId: 'piece-1.mid' });
  });

  test('nothing at all finds nothing', async () => {
    expect(await runMain(['live', index])).toEqual({ exitCode: 1, stdout: '', stderr: '' });
  });

  test.each(['{"pitch": 200}', '{"pitch": 60, "seconds": "soon"}', '{', '{}\n[1]'])('refuses %s', async (text) => {
    const { exitCode, stderr } = await runMain(['live', index], { stdin: Readable.from([Buffer.from(text)]) });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^midizero: stdin: line 1 is no note such as \{"pitch": 60, "seconds": 1\.25\}/);
  });

  test('Ctrl-C ends the wait for more', async () => {
    const controller = new AbortController();
    const stdin = new Readable({ read: () => setTimeout(() => controller.abort(), 10) });
    expect((await runMain(['live', index], { stdin, signal: controller.signal })).exitCode).toBe(130);
  });
});
