import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeMidi } from '@midizero/midi';
import { beforeAll, describe, expect, test } from 'vitest';
import { inventPiece, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { sharedFolder } from '../../testing-support/temporary-folder.js';

const folder = sharedFolder();
const PIECES = 4;

/** Arguments for the small benchmark that this file writes: `scores/` and `played/`, which hold the same music. */
function benchmark(truth: string, ...more: readonly string[]): string[] {
  const at = (name: string): string => join(folder.path, name);
  const lists = ['--database', at('scores'), '--pieces', at('scores.csv'), '--truth', at(truth), '--root', folder.path];
  return ['evaluate', ...lists, '--encoder', 'raw', ...more];
}

beforeAll(async () => {
  await writePieces(join(folder.path, 'scores'), PIECES);
  await mkdir(join(folder.path, 'played'));
  const scores: string[] = ['score_file,piece_id'];
  const clean = ['query_id,query_file,start_s,end_s,piece_id,score_file,score_start_s,score_end_s'];
  const noisy = [`${clean[0]},noise_seed,noise_level,transpose`];
  for (let seed = 0; seed < PIECES; seed++) {
    await writeFile(join(folder.path, `played/take-${seed}.mid`), writeMidi(inventPiece(seed)));
    scores.push(`scores/piece-${seed}.mid,invention_${seed}`);
    const query = `played/take-${seed}.mid,10,${seed < 2 ? 15 : 20},invention_${seed},scores/piece-${seed}.mid,10,15`;
    clean.push(`am-${seed},${query}`);
    noisy.push(`an-${seed},${query},${seed},low,${seed % 2 === 0 ? 0 : 2}`);
  }
  await writeFile(join(folder.path, 'scores.csv'), scores.join('\n'));
  await writeFile(join(folder.path, 'matching.csv'), clean.join('\n'));
  await writeFile(join(folder.path, 'matching-noisy.csv'), noisy.join('\n'));
  await writeFile(join(folder.path, 'none.csv'), clean[0]!);
});

describe('evaluate', () => {
  test('--json prints every measure, and groups', async () => {
    const { exitCode, stdout, stderr } = await runMain(benchmark('matching.csv', '--json'));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      queries: PIECES,
      recallAt1: 1,
      recallAt10: 1,
      mrr: 1,
      ndcgAt10: 1,
      located2s: 1,
      located2sUpToRepeats: 1,
      windows: PIECES * 4 * 56,
      groups: { excerptSeconds: { 5: { queries: 2, recallAt1: 1 }, 10: { queries: 2, recallAt1: 1 } } },
    });
    const times = [
      report.medianErrorSeconds,
      report.queryMillisecondsP50,
      report.queryMillisecondsP95,
      report.indexSeconds,
    ];
    for (const time of times) expect(time).toBeGreaterThanOrEqual(0);
  });

  test('noisy and transposed queries have groups of their own', async () => {
    const { stdout } = await runMain(benchmark('matching-noisy.csv', '--transpositions', '2', '--json'));
    expect(JSON.parse(stdout)).toMatchObject({
      recallAt1: 1,
      groups: { noiseLevel: { low: { queries: PIECES } }, transposed: { true: { queries: 2 }, false: { queries: 2 } } },
    });
  });

  test('people see a table with a row for each group', async () => {
    const { stdout } = await runMain(benchmark('matching-noisy.csv', '--transpositions', '2'));
    const names = stdout.split('\n').map((line) => line.match(/^(\S.*?) {2,}/)?.[1]);
    for (const name of ['all', '5 s', '10 s', 'low noise', 'transposed', 'not transposed'])
      expect(names).toContain(name);
    expect(stdout).toContain('896 windows');
  });

  test('--open-set takes half of the pieces out and says what false answers cost', async () => {
    const { stdout } = await runMain(benchmark('matching.csv', '--open-set', '--json'));
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ queries: 2, recallAt1: 1, confidence: { answerable: 2, unanswerable: 2 } });
    expect(report.confidence.atFalseAnswers[0]).toMatchObject({ rightAnswers: 1, wrongAnswers: 0, falseAnswers: 0 });
    const { stdout: table } = await runMain(benchmark('matching.csv', '--open-set'));
    expect(table).toContain('open set: 2 queries with an answer in the library, 2 without');
    expect(table).toMatch(/^at most 3 % false +\d\.\d\d +1\.000 +0\.000 +0\.000$/m);
  });

  test('--views reads pieces in these ways alone', async () => {
    const { stdout } = await runMain(benchmark('matching.csv', '--views', 'all', '--json'));
    expect(JSON.parse(stdout)).toMatchObject({ recallAt1: 1, windows: PIECES * 56 });
  });

  test.each(['embedding', 'fingerprints', 'both'])('--seeds %s', async (seeds) => {
    const { stdout } = await runMain(benchmark('matching.csv', '--seeds', seeds, '--json'));
    expect(JSON.parse(stdout)).toMatchObject({ recallAt1: 1, located2s: 1 });
  });

  test('--limit draws queries by --seed', async () => {
    const { stdout } = await runMain(benchmark('matching.csv', '--limit', '3', '--seed', '4', '--json'));
    expect(JSON.parse(stdout).queries).toBe(3);
  });
});

describe('evaluate refuses with 2 and one line', () => {
  async function refusal(args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runMain(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    return stderr;
  }

  test('truth that is missing, or has no queries', async () => {
    expect(await refusal(benchmark('missing.csv'))).toMatch(/missing\.csv: no such file or directory/);
    expect(await refusal(benchmark('none.csv'))).toMatch(/none\.csv: has no queries/);
  });

  test('truth that is no list of queries', async () => {
    expect(await refusal(benchmark('scores.csv'))).toMatch(/scores\.csv, line 2: column "query_id" is missing/);
  });

  test('fingerprints as seeds of an index that has none', async () => {
    const args = benchmark('matching.csv', '--no-fingerprints', '--seeds', 'fingerprints');
    expect(await refusal(args)).toContain('needs an index that was built with fingerprints');
  });

  test('a database without music', async () => {
    expect(await refusal(benchmark('matching.csv', '--database', join(folder.path, 'nowhere')))).toMatch(
      /nowhere: no such file or directory/,
    );
  });

  test('a database that is not below the root: no list would know its files', async () => {
    const args = benchmark('matching.csv', '--root', join(folder.path, 'played'));
    expect(await refusal(args)).toMatch(/^midizero: --database: \S+scores is not below --root \S+played\n$/);
  });
});
