import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createManifest } from '@midizero/encoder';
import { writeModel } from '@midizero/encoder/node';
import { createNoteTable, excerptNotes, transposeNotes, writeMidi } from '@midizero/midi';
import { openIndex, saveIndex } from '@midizero/retrieval';
import { beforeAll, describe, expect, test } from 'vitest';
import { inventPiece, inventTune, PNG_BYTES, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { sharedFolder, temporaryFolder } from '../../testing-support/temporary-folder.js';

const folder = sharedFolder();
let index = '';
let query = '';

/** Seconds 10 to 16 of piece 2, wherever the test puts them. */
const passage = excerptNotes(inventPiece(2), 10, 16);

beforeAll(async () => {
  index = join(folder.path, 'scores.mzi');
  query = join(folder.path, 'query.mid');
  await writePieces(join(folder.path, 'scores'), 5);
  await runMain(['index', join(folder.path, 'scores'), '-o', index, '--encoder', 'raw']);
  await writeFile(query, writeMidi(passage));
});

describe('search', () => {
  test('names piece and place, the encoder found by the index', async () => {
    const { exitCode, stdout, stderr } = await runMain(['search', index, query, '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { query: asked, matches } = JSON.parse(stdout);
    expect(asked).toEqual({ file: query, notes: passage.length });
    expect(matches[0]).toMatchObject({
      pieceId: 'piece-2.mid',
      startSeconds: expect.closeTo(10, 1),
      endSeconds: expect.closeTo(15.75, 1),
      transposition: 0,
    });
  });

  test('people see a table, best first, of --limit rows at most', async () => {
    const { stdout } = await runMain(['search', index, query, '--limit', '2']);
    const [header, , first, ...others] = stdout.trimEnd().split('\n');
    expect(header).toMatch(/^piece +place +confidence +score +transposition/);
    expect(first).toMatch(/^piece-2\.mid +0:10\.0–0:15\.[78] +[01]\.\d\d +\d\.\d{3} +0$/);
    expect(others.length).toBeLessThanOrEqual(1);
  });

  test('scores among MIDI files, whose matches say the bar; a damaged recording is passed over', async () => {
    const mixed = join(await temporaryFolder(), 'mixed');
    await writePieces(mixed, 3);
    await writeFile(join(mixed, 'tune.abc'), inventTune(1, 24));
    await writeFile(join(mixed, 'take.krn'), 'RIFF\0\0\0\0WAVEfmt ');
    const indexed = await runMain(['index', mixed, '-o', join(mixed, 'all.mzi'), '--encoder', 'raw', '--json']);
    expect(JSON.parse(indexed.stdout)).toMatchObject({ pieces: 4, skipped: [{ file: join(mixed, 'take.krn') }] });
    expect(indexed.stderr).toMatch(/^midizero: skipped \S+take\.krn: byte 16: the WAV file ends .*\n$/);
    const tune = join(mixed, 'tune.abc');
    const search = ['search', join(mixed, 'all.mzi'), tune, '--start', '16', '--end', '24'];
    const { stdout } = await runMain([...search, '--json']);
    expect(JSON.parse(stdout).matches[0]).toMatchObject({ title: 'Tune 1', bars: { first: '9', last: '12' } });
    expect((await runMain(search)).stdout).toMatch(/^Tune 1 +0:16\.0–0:23\.5, bars 9–12 /m);
  });

  test('--transpositions finds another key and says which', async () => {
    const higher = join(await temporaryFolder(), 'higher.mid');
    await writeFile(higher, writeMidi(transposeNotes(passage, 3)));
    const { stdout } = await runMain(['search', index, higher, '--transpositions', '6', '--json']);
    expect(JSON.parse(stdout).matches[0]).toMatchObject({ pieceId: 'piece-2.mid', transposition: 3 });
  });

  test('--start and --end cut the query, times in either form', async () => {
    const whole = join(folder.path, 'scores/piece-2.mid');
    const { stdout } = await runMain(['search', index, whole, '--start', '0:12', '--end', '18.5', '--json']);
    const { query: asked, matches } = JSON.parse(stdout);
    expect(asked.notes).toBe(52); // 26 onsets of two voices
    expect(matches[0]).toMatchObject({ pieceId: 'piece-2.mid', startSeconds: expect.closeTo(12, 1) });
  });

  test('--track takes one track', async () => {
    const { stdout } = await runMain(['search', index, query, '--track', '1', '--json']);
    expect(JSON.parse(stdout).query.notes).toBe(passage.length / 2);
  });

  test('--min-confidence leaves out what is not sure; with nothing left the exit code is 1', async () => {
    const sure = await runMain(['search', index, query, '--min-confidence', '0.5', '--json']);
    expect(sure.exitCode).toBe(0);
    expect(JSON.parse(sure.stdout).matches).toMatchObject([{ pieceId: 'piece-2.mid' }]);
    const foreign = join(await temporaryFolder(), 'foreign.mid');
    await writeFile(foreign, writeMidi(excerptNotes(inventPiece(99), 10, 16)));
    expect(await runMain(['search', index, foreign, '--min-confidence', '0.5'])).toEqual({
      exitCode: 1,
      stdout: 'Nothing in the index is surely like it.\n',
      stderr: '',
    });
  });

  test('--explain prints the notes that say so, and counts them', async () => {
    const { exitCode, stdout } = await runMain(['search', index, query, '--explain']);
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    const summary = lines.findIndex((line) => line.startsWith('piece-2.mid: '));
    expect(lines[summary]).toBe(`piece-2.mid: ${passage.length} notes in both, 0 missing, 0 extra; tempo × 1.00`);
    expect(lines[summary + 2]).toMatch(/^ *query {2}note {2} *piece$/);
    expect(lines.slice(summary + 4)).toHaveLength(passage.length);
    expect(lines[summary + 4]).toMatch(/^0:10\.0 {2}[A-G]♯?\d +0:10\.0$/);
  });

  test('--explain with a file draws them; --json has their columns', async () => {
    const picture = join(await temporaryFolder(), 'evidence.svg');
    const { stdout } = await runMain(['search', index, query, '--explain', picture, '--json']);
    expect(await readFile(picture, 'utf8')).toMatch(
      /^<svg [\s\S]*<title>query\.mid in piece-2\.mid<\/title>[\s\S]*<\/svg>$/,
    );
    const { alignedNotes } = JSON.parse(stdout).matches[0];
    expect(alignedNotes.querySeconds).toHaveLength(passage.length);
    const plain = JSON.parse((await runMain(['search', index, query, '--json'])).stdout).matches[0];
    expect(plain.alignedNotes).toEqual({ length: passage.length, missing: { length: 0 }, extra: { length: 0 } });
  });

  test.each(['chain', 'vote'])('--aggregate %s', async (aggregate) => {
    const { stdout } = await runMain(['search', index, query, '--aggregate', aggregate, '--json']);
    expect(JSON.parse(stdout).matches[0].pieceId).toBe('piece-2.mid');
  });
});

test('finding nothing is exit code 1: an index of a piece without notes', async () => {
  const silent = await temporaryFolder();
  await writeFile(join(silent, 'silence.mid'), writeMidi(createNoteTable([])));
  const file = join(silent, 'silent.mzi');
  await runMain(['index', silent, '-o', file, '--encoder', 'raw']);
  expect(await runMain(['search', file, query])).toEqual({
    exitCode: 1,
    stdout: 'Nothing in the index is like it.\n',
    stderr: '',
  });
  const { exitCode, stdout } = await runMain(['search', file, query, '--json']);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout).matches).toEqual([]);
});

describe('search refuses with 2 and one line', () => {
  async function refusal(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runMain(['search', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    return stderr;
  }

  async function changedIndex(change: (bytes: Uint8Array) => Uint8Array): Promise<string> {
    const file = join(await temporaryFolder(), 'changed.mzi');
    await writeFile(file, change(new Uint8Array(await readFile(index))));
    return file;
  }

  test.each([0, 0.001, 0.1, 0.5, 0.9, 1])('an index with a flipped byte (at %s of it)', async (place) => {
    const file = await changedIndex((bytes) => {
      bytes[Math.floor(place * (bytes.length - 1))]! ^= 0x10;
      return bytes;
    });
    expect(await refusal(file, query)).toContain(`midizero: ${file}: `);
  });

  test('a truncated index', async () => {
    const file = await changedIndex((bytes) => bytes.subarray(0, bytes.length / 2));
    expect(await refusal(file, query)).toMatch(/changed\.mzi: .*truncated/);
  });

  test.each([
    ['an empty file', new Uint8Array(0)],
    ['a picture', PNG_BYTES],
  ])('an index that is %s', async (_what, bytes) => {
    const file = join(await temporaryFolder(), 'other.mzi');
    await writeFile(file, bytes);
    expect(await refusal(file, query)).toMatch(/other\.mzi: Not a midizero index/);
  });

  test('an index that another model made', async () => {
    const file = await changedIndex((bytes) =>
      saveIndex({ ...openIndex(bytes), encoderId: 'other-model@0123456789ab' }),
    );
    const line = await refusal(file, query, '--encoder', 'raw');
    expect(line).toContain(`${file}: The index was made by encoder "other-model@0123456789ab"`);
  });

  test('a model folder whose weights are not those of its manifest', async () => {
    const model = await temporaryFolder();
    const facts = { architecture: {}, dimensions: 128, windowFrames: 10 };
    const manifest = await createManifest('small', Uint8Array.of(1, 2, 3), facts);
    await writeModel(model, { manifest, model: Uint8Array.of(1, 2, 4) });
    expect(await refusal(index, query, '--encoder', model)).toContain(
      'small.onnx: its 3 bytes are not those of small@',
    );
  });

  test('an index or a query that is missing, or a folder', async () => {
    const missing = join(folder.path, 'missing');
    expect(await refusal(missing, query)).toBe(`midizero: ${missing}: no such file or directory\n`);
    expect(await refusal(index, missing)).toBe(`midizero: ${missing}: no such file or directory\n`);
    expect(await refusal(folder.path, query)).toContain(`${folder.path}: is a directory; a file is needed here`);
    expect(await refusal(index, folder.path)).toContain(`${folder.path}: is a directory; a file is needed here`);
  });

  test('a track that the query does not have', async () => {
    expect(await refusal(index, query, '--track', '7')).toContain('--track: ');
  });

  test('a part of the query without notes', async () => {
    expect(await refusal(index, query, '--start', '5:00')).toContain(`${query}: has no notes in the part asked for`);
  });

  test('a query of percussion alone', async () => {
    const drums = join(await temporaryFolder(), 'drums.mid');
    const beat = Array.from({ length: 20 }, (_, i) => ({
      startSeconds: i,
      endSeconds: i + 0.1,
      pitch: 36,
      channel: 9,
    }));
    await writeFile(drums, writeMidi(createNoteTable(beat)));
    expect(await refusal(index, drums)).toContain(`${drums}: percussion and notes off the keyboard alone`);
  });
});
