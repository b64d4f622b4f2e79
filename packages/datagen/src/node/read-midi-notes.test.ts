import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNoteTable, writeMidi } from '@midizero/midi';
import { MidiFileError } from '@midizero/midi/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMidiFrames } from './read-midi-frames.js';
import { readMidiNotes } from './read-midi-notes.js';

const note = (startSeconds: number, pitch: number) => ({ startSeconds, endSeconds: startSeconds + 1, pitch });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-'));
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'a.mid'), writeMidi(createNoteTable([note(0, 60), note(0.03, 64)])));
  await writeFile(join(folder, 'b/a.MIDI'), writeMidi(createNoteTable([note(0, 70)])));
  await writeFile(join(folder, 'b/z.mid'), 'no music');
  await writeFile(join(folder, 'readme.txt'), 'no music either');
});
afterAll(() => rm(folder, { recursive: true }));

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test('reads the MIDI files of a folder and its folders by name, and tells of bad ones', async () => {
  const bad: string[] = [];
  const counts: number[] = [];
  const pieces = await gather(
    readMidiNotes(folder, {
      onBadFile: (path) => bad.push(path),
      onProgress: ({ completed, total }) => counts.push(completed, total!),
    }),
  );
  expect(pieces.map(({ pitch }) => [...pitch])).toEqual([[60, 64], [70]]);
  expect(bad).toEqual([join(folder, 'b/z.mid')]);
  expect(counts).toEqual([1, 3, 2, 3, 3, 3]);
});

test('without anybody to tell, a bad file ends the reading', async () => {
  await expect(gather(readMidiNotes(folder))).rejects.toThrowError(MidiFileError);
});

test('frames are grouped as asked', async () => {
  const lengths = async (options: Parameters<typeof readMidiFrames>[1]): Promise<number[]> =>
    (await gather(readMidiFrames(join(folder, 'a.mid'), options))).map(({ length }) => length);
  expect(await lengths({})).toEqual([1]);
  expect(await lengths({ grouping: { source: 'score' } })).toEqual([2]);
});
