import type { Frames } from '@midizero/pitch-matrix';
import { RIVALS_COMPARED, type UnratedMatch } from '../confidence/features.js';
import { rateMatches } from '../confidence/rate-matches.js';
import type { Match } from '../match.js';
import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowHits } from '../search/contract.js';
import { alignNotes } from './aligned-notes.js';
import { type Anchors, groupAnchors } from './anchors.js';
import { barsOfPlace } from './bars.js';
import { type Candidate, chainCandidates } from './candidates.js';
import { chainAnchors } from './chain.js';
import { distinctPlaces } from './distinct-places.js';
import type { QueryLayout } from './evidence.js';
import { type LocatedChain, Locator } from './locate.js';
import { mergeMatchesByWork } from './merge-works.js';
import type { FramePairs } from './place.js';
import type { Seeds } from './seeds.js';
import { tempoRatio } from './tempo-ratio.js';
import { voteScores } from './vote.js';

/** A query as it was searched. */
export interface SearchedQuery {
  readonly frames: Frames;
  /** Semitones above the piece that each variant of the query stands for. */
  readonly keys: readonly number[];
  /** Places where the query agrees with readings, grouped by `reading * keys.length + variant`. */
  readonly seeds: Seeds;
  /** Windows of the query in one key: what a chain's evidence is divided by. */
  readonly windowCount: number;
  /** Hits of the windows in all keys, for votes. */
  readonly votes?: { readonly hits: WindowHits; readonly layout: QueryLayout; readonly readingOfWindow: Uint32Array };
}

export interface RankingOptions {
  readonly limit: number;
  readonly mergeWorks: boolean;
}

/** Pieces whose notes are aligned with the query's, however few matches are wanted. */
const ALIGNED_CANDIDATES = 40;
/** Places whose scores are within this share of the best are as good: the same notes, played twice. */
const TIE_SHARE = 0.02;

/** Library windows cut every s-th frame are off a query window by up to s - 1 frames; a chain pays nothing for that. */
function freeGapFrames(index: PieceIndex): number {
  return index.windowContract.windowStep - 1;
}

/** Pieces by how well the query fits them, best first. */
export function rankPieces(index: PieceIndex, query: SearchedQuery, options: RankingOptions): Match[] {
  const anchors = groupAnchors(query.seeds, query.keys.length);
  const locator = new Locator(index, query.frames, query.windowCount);
  const rank = query.votes === undefined ? rankByChain : rankByVote;
  const matches = rank({ index, query, anchors, locator, limit: options.limit });
  matches.sort((a, b) => b.score - a.score);
  const merged = options.mergeWorks ? mergeMatchesByWork(matches, TIE_SHARE) : matches;
  const explained = merged
    .slice(0, Math.max(options.limit, 1 + RIVALS_COMPARED))
    .map((match) => withEvidence(index, query.frames, match));
  return rateMatches(explained, query.votes === undefined ? 'chain' : 'vote').slice(0, options.limit);
}

/** A match before its notes are aligned, which only those that are returned need. */
interface RankedMatch extends Omit<UnratedMatch, 'tempoRatio' | 'alignedNotes'> {
  /** Row of the reading in the index. */
  readonly reading: number;
  readonly pairs: FramePairs;
}

interface Ranking {
  readonly index: PieceIndex;
  readonly query: SearchedQuery;
  readonly anchors: readonly Anchors[];
  readonly locator: Locator;
  readonly limit: number;
}

/** Score: the mean of a chain's evidence and its notes' agreement; 1 for an exact passage. */
function rankByChain({ index, query, anchors, locator, limit }: Ranking): RankedMatch[] {
  const wanted = Math.max(limit, ALIGNED_CANDIDATES);
  const candidates = chainCandidates(anchors, index.readings, wanted, { freeGapFrames: freeGapFrames(index) });
  return candidates.map((candidate) => {
    const places = locateCandidate(candidate, query, locator);
    return toMatch(index, query, candidate, places, Math.max(...places.map(fit)));
  });
}

/** Score: the share of votes and their similarity. The places still come from chains. */
function rankByVote({ index, query, anchors, locator, limit }: Ranking): RankedMatch[] {
  const { hits, layout, readingOfWindow } = query.votes!;
  const scores = voteScores(index.readings.length, readingOfWindow, hits, layout);
  const scoreOf = ({ reading, variant }: Anchors): number => scores[reading * layout.variants.length + variant]!;
  const bestOfPiece = new Map<number, Anchors>();
  for (const group of anchors) {
    const { piece } = index.readings[group.reading]!;
    const best = bestOfPiece.get(piece);
    if (best === undefined || scoreOf(group) > scoreOf(best)) bestOfPiece.set(piece, group);
  }
  // Twice as many as wanted, as references of one work may merge.
  const ranked = [...bestOfPiece.values()].sort((a, b) => scoreOf(b) - scoreOf(a)).slice(0, 2 * limit);
  return ranked.map((group) => {
    const chains = chainAnchors(group, { freeGapFrames: freeGapFrames(index) });
    const { reading, variant } = group;
    const candidate = { piece: index.readings[reading]!.piece, reading, variant, chains };
    return toMatch(index, query, candidate, locateCandidate(candidate, query, locator), scoreOf(group));
  });
}

function locateCandidate(
  { reading, variant, chains }: Candidate,
  query: SearchedQuery,
  locator: Locator,
): LocatedChain[] {
  return chains.map((chain) => locator.locate(reading, query.keys[variant]!, chain));
}

/** How well the query fits a place: 1 for an exact passage. */
function fit({ chainScore, alignmentScore }: LocatedChain): number {
  return (chainScore + alignmentScore) / 2;
}

/** The match of one piece: of the places that fit as well as the best one, the first; the others are alternatives. */
function toMatch(
  index: PieceIndex,
  { frames, keys }: SearchedQuery,
  { piece, reading, variant }: Candidate,
  places: readonly LocatedChain[],
  score: number,
): RankedMatch {
  const { id, title, workId, bars } = index.pieces[piece]!;
  const best = Math.max(...places.map(fit));
  const asGood = places.filter((place) => fit(place) >= best - TIE_SHARE * Math.abs(best));
  const [first, ...others] = distinctPlaces(asGood.sort((a, b) => fit(b) - fit(a)));
  const range = barsOfPlace(bars, first!);
  return {
    pieceId: id,
    ...(title !== undefined && { title }),
    ...(workId !== undefined && { workId }),
    ...(range && { bars: range }),
    view: index.readings[reading]!.view,
    score,
    startSeconds: first!.startSeconds,
    endSeconds: first!.endSeconds,
    queryStartSeconds: frames.startSeconds[0]!,
    queryEndSeconds: frames.startSeconds.at(-1)!,
    transposition: keys[variant]!,
    reading,
    pairs: first!.pairs,
    alternatives: others.map(({ startSeconds, endSeconds }) => ({ pieceId: id, startSeconds, endSeconds, score })),
  };
}

function withEvidence(index: PieceIndex, query: Frames, { reading, pairs, ...match }: RankedMatch): UnratedMatch {
  const { firstFrame, frameCount } = index.readings[reading]!;
  const { startSeconds } = index.frames;
  return {
    ...match,
    tempoRatio: tempoRatio(
      pairs.queryFrames.map((frame) => query.startSeconds[frame]!),
      pairs.pieceFrames.map((frame) => startSeconds[firstFrame + frame]!),
    ),
    alignedNotes: alignNotes({
      query: { ...query, first: 0 },
      piece: { ...index.frames, first: firstFrame, length: frameCount },
      pairs,
      transposition: match.transposition,
      startSeconds: match.startSeconds,
      endSeconds: match.endSeconds,
    }),
  };
}
