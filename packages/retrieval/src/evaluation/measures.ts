/** What one query came to. */
export interface QueryOutcome {
  /** Rank of the right piece, from 1; Infinity where it was not returned. */
  readonly rank: number;
  /** Ranks of all right files, ascending; those not returned are missing. Undefined where files are not ranked. */
  readonly fileRanks?: readonly number[] | undefined;
  /** Number of right files in the database. */
  readonly rightFiles?: number | undefined;
  /** Distance of the first answer from the true place in seconds, if it names the right piece and file. Undefined: no place is known. */
  readonly placeErrorSeconds?: number | undefined;
  /** As `placeErrorSeconds`, the nearest of the place and its repeats counting. */
  readonly repeatErrorSeconds?: number | undefined;
  /** True if the query has a place to be judged. */
  readonly hasPlace: boolean;
  readonly milliseconds: number;
}

/** Measures over a set of queries. Shares are 0 to 1. */
export interface Measures {
  readonly queries: number;
  readonly recallAt1: number;
  readonly recallAt10: number;
  /** Mean of 1 / rank. */
  readonly mrr: number;
  /** Mean of 1 / log2(1 + rank) within the first ten. */
  readonly ndcgAt10: number;
  /** Files ranked, several being right: nDCG@10 with gain 1 for each. Only where files are ranked. */
  readonly fileNdcgAt10?: number;
  /** Mean average precision over files. Only where files are ranked. */
  readonly meanAveragePrecision?: number;
  /** Share of queries whose first answer is of the right piece and file and within 2 s of the place. Only where places are known. */
  readonly located2s?: number;
  /** As `located2s`, repeats of the passage counting. */
  readonly located2sUpToRepeats?: number;
  /** Over queries with the right piece and file first; repeats do not count. */
  readonly medianErrorSeconds?: number;
  readonly queryMillisecondsP50: number;
  readonly queryMillisecondsP95: number;
}

const LOCATED_WITHIN_SECONDS = 2;

/** @returns all shares 0 for no outcomes */
export function measure(outcomes: readonly QueryOutcome[]): Measures {
  const mean = (value: (outcome: QueryOutcome) => number): number =>
    outcomes.length === 0 ? 0 : outcomes.reduce((sum, outcome) => sum + value(outcome), 0) / outcomes.length;
  const within = (error: number | undefined): number =>
    error !== undefined && error <= LOCATED_WITHIN_SECONDS ? 1 : 0;
  const errors = outcomes.flatMap(({ placeErrorSeconds }) => placeErrorSeconds ?? []);
  const milliseconds = outcomes.map((outcome) => outcome.milliseconds);
  return {
    queries: outcomes.length,
    recallAt1: mean(({ rank }) => (rank <= 1 ? 1 : 0)),
    recallAt10: mean(({ rank }) => (rank <= 10 ? 1 : 0)),
    mrr: mean(({ rank }) => 1 / rank),
    ndcgAt10: mean(({ rank }) => (rank <= 10 ? 1 / Math.log2(1 + rank) : 0)),
    ...(outcomes.some(({ fileRanks }) => fileRanks !== undefined) && {
      fileNdcgAt10: mean(fileNdcgAt10),
      meanAveragePrecision: mean(averagePrecision),
    }),
    ...(outcomes.some(({ hasPlace }) => hasPlace) && {
      located2s: mean(({ placeErrorSeconds }) => within(placeErrorSeconds)),
      located2sUpToRepeats: mean(({ repeatErrorSeconds }) => within(repeatErrorSeconds)),
      ...(errors.length > 0 && { medianErrorSeconds: quantile(errors, 0.5) }),
    }),
    queryMillisecondsP50: quantile(milliseconds, 0.5),
    queryMillisecondsP95: quantile(milliseconds, 0.95),
  };
}

/** Gains of the right files found in the first ten, over those of the best possible order. */
function fileNdcgAt10({ fileRanks = [], rightFiles = 0 }: QueryOutcome): number {
  const gain = (rank: number): number => 1 / Math.log2(1 + rank);
  const found = fileRanks.filter((rank) => rank <= 10).reduce((sum, rank) => sum + gain(rank), 0);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(10, rightFiles); rank++) ideal += gain(rank);
  return ideal === 0 ? 0 : found / ideal;
}

/** Mean of the precision at each right file's rank, over all right files. */
function averagePrecision({ fileRanks = [], rightFiles = 0 }: QueryOutcome): number {
  const sum = fileRanks.reduce((total, rank, found) => total + (found + 1) / rank, 0);
  return rightFiles === 0 ? 0 : sum / rightFiles;
}

/** The value that `share` of the values do not exceed, between neighbours by a straight line; 0 for no values. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
