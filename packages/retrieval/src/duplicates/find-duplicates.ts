import { InvalidArgumentError } from '@midizero/core';
import { IncompatibleIndexError } from '../errors.js';
import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowSearcher } from '../search/contract.js';
import { createExactSearcher } from '../search/exact.js';
import type { DuplicateGroup, DuplicatePair, DuplicatesOptions } from './contract.js';
import { describePair } from './describe-pair.js';
import { groupPairs } from './group-pairs.js';
import { PieceComparer } from './piece-comparer.js';
import { wholeReadings } from './piece-views.js';
import { CandidateFinder } from './sample-candidates.js';

/**
 * Groups of pieces that share most of their music, also in another key or tempo, with notes lost or added, or cut off.
 * A sample of each piece's windows is looked for in all others; pieces that answer in order are compared window by
 * window, and where windows go together, note by note. The time grows with the number of pieces times that of a search.
 *
 * References of one work (`workId`) are reported like others: they are told apart by the pieces' `workId`.
 * @throws IncompatibleIndexError if the index was made by another encoder
 * @throws InvalidArgumentError for a share that is not above 0 and at most 1, or counts that are not whole
 */
export async function findDuplicates(index: PieceIndex, options: DuplicatesOptions): Promise<DuplicateGroup[]> {
  const { encoder, runtime, minimumShare = 0.5, transpositions = 6, samplesPerPiece = 16 } = options;
  if (encoder.id !== index.encoderId) throw new IncompatibleIndexError(index.encoderId, encoder.id);
  if (!(minimumShare > 0 && minimumShare <= 1)) {
    throw new InvalidArgumentError('minimumShare', `expected a number above 0 and at most 1, got ${minimumShare}`);
  }
  requireWhole('transpositions', transpositions, 0);
  requireWhole('samplesPerPiece', samplesPerPiece, 1);
  const searcher = options.windowSearcher ?? (await createExactSearcher(index, runtime));
  try {
    const pairs = await findPairs(index, searcher, { ...options, minimumShare, transpositions, samplesPerPiece });
    return groupPairs(index, pairs);
  } finally {
    if (options.windowSearcher === undefined) await searcher.close();
  }
}

async function findPairs(
  index: PieceIndex,
  searcher: WindowSearcher,
  {
    encoder,
    minimumShare,
    transpositions,
    samplesPerPiece,
    signal,
    onProgress,
  }: DuplicatesOptions & { minimumShare: number; transpositions: number; samplesPerPiece: number },
): Promise<DuplicatePair[]> {
  const rows = wholeReadings(index);
  const compared = new Set(rows.filter((row) => row !== undefined));
  const keys = Array.from({ length: 2 * transpositions + 1 }, (_, i) => i - transpositions);
  const finder = new CandidateFinder(index, encoder, searcher, compared, { samplesPerPiece, keys });
  const comparer = new PieceComparer(index, encoder);
  const pairs = new Map<string, DuplicatePair>();
  for (const [piece, row] of rows.entries()) {
    const one = row === undefined ? undefined : index.readings[row]!;
    for (const { reading, key } of one === undefined ? [] : await finder.candidates(one, signal)) {
      const other = index.readings[reading]!;
      const name = [piece, other.piece].sort((a, b) => a - b).join(' ');
      const passages = await comparer.passages(one!, other, key, signal);
      if (passages.length === 0) continue;
      const pair = describePair(index, one!, other, key, passages);
      const best = pairs.get(name)?.sharedOfSecond ?? minimumShare;
      if (pair.sharedOfSecond >= best) pairs.set(name, pair);
    }
    onProgress?.({ stage: 'compare pieces', completed: piece + 1, total: rows.length, unit: 'pieces' });
  }
  return [...pairs.values()];
}

function requireWhole(argument: string, value: number, lowest: number): void {
  if (Number.isSafeInteger(value) && value >= lowest) return;
  throw new InvalidArgumentError(argument, `expected a whole number of ${lowest} or more, got ${value}`);
}
