import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@midizero/core';
import { createNoteTable, type Note, writeMidi } from '@midizero/midi';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IndexFormatError } from '../errors.js';
import { buildIndex } from '../piece-index/build.js';
import { generateNotes } from '../testing-support/generated-pieces.js';
import { queryReader } from './benchmark-files.js';
import { evaluateFiles } from './evaluate-files.js';
import { openIndexFile, writeIndexFile } from './index-file.js';
import { type PieceFileIssue, readPieces } from './read-pieces.js';

const encoder = createRawEncoder();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-retrieval-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function midi(notes: readonly Note[]): Uint8Array {
  return writeMidi(createNoteTable(notes));
}

test('an index file: written, opened, replaced; a failed write leaves the old one and nothing else', async () => {
  const index = await buildIndex([{ id: 'a', notes: createNoteTable(generateNotes(1, 30)) }], { encoder });
  const path = join(folder, 'pieces.mzi');
  await writeIndexFile(path, await buildIndex([], { encoder }));
  await writeIndexFile(path, index);
  expect(await openIndexFile(path, { encoderId: encoder.id })).toEqual(index);
  const unwritable = { ...index, encoderId: 1n as unknown as string }; // JSON has no such number
  await expect(writeIndexFile(path, unwritable)).rejects.toThrow(TypeError);
  expect(await openIndexFile(path)).toEqual(index);
  expect(await readdir(folder)).toEqual(['pieces.mzi']);
  await writeFile(path, (await readFile(path)).subarray(0, 100));
  await expect(openIndexFile(path)).rejects.toThrow(IndexFormatError);
});

test('pieces of a folder come sorted, bad files are reported and passed over', async () => {
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'c.MID'), midi(generateNotes(1, 12)));
  await writeFile(join(folder, 'b', 'one.midi'), midi(generateNotes(2, 12)));
  await writeFile(join(folder, 'a.mid'), 'no music');
  await writeFile(join(folder, 'notes.txt'), 'not asked for');
  const issues: PieceFileIssue[] = [];
  const ids: string[] = [];
  for await (const { id, notes } of readPieces(folder, { onIssue: (issue) => issues.push(issue) })) {
    ids.push(id);
    expect(notes.length).toBeGreaterThan(11);
  }
  expect(ids).toEqual(['b/one.midi', 'c.MID']);
  expect(issues.map(({ path }) => path)).toEqual([join(folder, 'a.mid')]);
});

test('scores are pieces with titles and bars, a file of tunes one piece a tune', async () => {
  const tune = (number: number, title: string): string => `X:${number}\nT:${title}\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|\n`;
  await writeFile(join(folder, 'tunes.abc'), `${tune(1, 'One')}\n${tune(2, 'Two')}`);
  await writeFile(join(folder, 'page.xml'), '<html/>');
  const issues: PieceFileIssue[] = [];
  let files = 0;
  const pieces = readPieces(folder, { onIssue: (issue) => issues.push(issue), onFile: () => files++ });
  const found = [];
  for await (const piece of pieces) found.push(piece);
  expect(found.map(({ id, title, notes }) => [id, title, notes.length])).toEqual([
    ['tunes.abc#1', 'One', 8],
    ['tunes.abc#2', 'Two', 8],
  ]);
  expect(found[0]!.bars).toEqual({ numbers: ['1', '2'], startSeconds: [0, 2] });
  expect(issues.map(({ error }) => error.message)).toEqual([expect.stringMatching(/XML of another kind$/)]);
  expect(files).toBe(2);
  // An index keeps them.
  const path = join(folder, 'tunes.mzi');
  await writeIndexFile(path, await buildIndex(found, { encoder }));
  expect((await openIndexFile(path)).pieces[1]!.bars).toEqual(found[1]!.bars);
});

test('another reader can take other files', async () => {
  await writeFile(join(folder, 'a.txt'), 'x');
  const notes = createNoteTable(generateNotes(1, 3));
  const reader = { accepts: (name: string) => name.endsWith('.txt'), read: async () => [{ notes }] };
  const found = [];
  for await (const piece of readPieces(folder, { reader })) found.push(piece);
  expect(found).toEqual([{ id: 'a.txt', title: undefined, notes }]);
});

test('a manifest of excerpts, from files to measures', async () => {
  await mkdir(join(folder, 'scores'));
  const rows: string[] = [];
  for (let i = 0; i < 6; i++) {
    await writeFile(join(folder, 'scores', `${i}.mid`), midi(generateNotes(i + 1)));
    // The performances are the scores, four seconds late.
    const late = generateNotes(i + 1).map((note) => ({
      ...note,
      startSeconds: note.startSeconds + 4,
      endSeconds: note.endSeconds + 4,
    }));
    await writeFile(join(folder, `${i}.mid`), midi(late));
    const start = 5 + createRandom(i).integer(10);
    rows.push(`q${i},${i}.mid,${start},${start + 5},p${i},scores/${i}.mid,${i === 0 ? start + 6 : start - 4}`);
  }
  await writeFile(
    join(folder, 'scores.csv'),
    ['score_file,piece_id', ...rows.map((_, i) => `scores/${i}.mid,p${i}`)].join('\n'),
  );
  const truthFile = join(folder, 'matching.csv');
  const header = 'query_id,query_file,start_s,end_s,piece_id,score_file,score_start_s';
  await writeFile(truthFile, [header, ...rows].join('\n'));
  const trueStart = Number(rows[0]!.split(',')[2]) - 4;
  await writeFile(
    join(folder, 'matching-repeats.csv'),
    `query_id,score_file,score_start_s\nq0,scores/0.mid,${trueStart}\n`,
  );
  const options = {
    databaseFolders: [join(folder, 'scores')],
    pieceListFiles: [join(folder, 'scores.csv')],
    truthFile,
    root: folder,
    indexing: { views: ['all'] as const },
    encoder,
    runtime: await createNodeRuntime(),
  };
  const report = await evaluateFiles(options);
  expect(report).toMatchObject({ queries: 6, recallAt1: 1, mrr: 1, located2sUpToRepeats: 1, windows: 6 * 56 });
  expect(report.located2s).toBeCloseTo(5 / 6, 9);
  expect(report.groups).toMatchObject({ excerptSeconds: { 5: { queries: 6, recallAt1: 1 } } });
  expect(report.groups).not.toHaveProperty('noiseLevel');
  const some = await evaluateFiles({ ...options, limit: 2, seed: 3, search: { aggregate: 'vote' } });
  expect(some).toMatchObject({ queries: 2, recallAt1: 1 });
});

test('a query whose file is no music: the error names the file', async () => {
  await writeFile(join(folder, 'noise.mid'), 'no music');
  const read = queryReader(folder);
  await expect(read('noise.mid')).rejects.toThrow(join(folder, 'noise.mid'));
  await expect(read('missing.mid')).rejects.toThrow('ENOENT');
});
