import { access, readFile } from 'node:fs/promises';
import { type CsvText, type EvaluationQuery, parseManifest } from '@midizero/retrieval/evaluation';
import { inFile } from '../../files/in-file.js';

/** Reads a CSV file. @throws UnusableFileError if it cannot be read */
export async function readCsv(path: string): Promise<CsvText> {
  return { name: path, text: await inFile(path, () => readFile(path, 'utf8')) };
}

/** Queries and their right answers, further right places among them. */
export async function readTruth(path: string): Promise<EvaluationQuery[]> {
  const repeatsPath = await findRepeats(path);
  const repeats = repeatsPath === undefined ? undefined : await readCsv(repeatsPath);
  return parseManifest(await readCsv(path), repeats);
}

/**
 * The list of further right places beside `truth`: `NAME-repeats.csv`, where NAME is that of the truth, or the truth is
 * a variant of it (`matching-noisy.csv` is one of `matching.csv`).
 */
async function findRepeats(truth: string): Promise<string | undefined> {
  let stem = truth.replace(/\.csv$/i, '');
  for (;;) {
    const candidate = `${stem}-repeats.csv`;
    const isThere = await access(candidate).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
    const shorter = stem.replace(/-[^-/\\]+$/, '');
    if (shorter === stem) return undefined;
    stem = shorter;
  }
}
