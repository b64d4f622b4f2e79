import type { Frames } from '@midizero/pitch-matrix';
import { RIVALS_COMPARED, type UnratedMatch } from '../confidence/features.js';
import { rateMatches } from '../confidence/rate-matches.js';
import type { Match } from '../match.js';
import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowHits } from '../search/contract.js';
import { workKey } from '../work-key.js';
import { alignNotes } from './aligned-notes.js';
import { type Anchors, groupAnchors } from './anchors.js';
import { barsOfPlace } from './bars.js';
import { chainCandidates } from './candidates.js';
import { chainAnchors } from './chain.js';
import { distinctPlaces } from './distinct-places.js';
import type { QueryLayout } from './evidence.js';
import { Locator } from './locate.js';
import { mergeMatchesByWork } from './merge-works.js';
import { NoteAgreement } from './note-agreement.js';
import type { FramePairs } from './place.js';
import type { Seeds } from './seeds.js';
import { tempoRatio } from './tempo-ratio.js';
import { type Passage, type VerificationContext, verify } from './verify.js';
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

/** Chains whose notes are compared with the query's in any case … */
const FEWEST_VERIFIED = 32;
/** … and as long as nothing fits well; notes lost and added hide the right chain among those of chance. */
const MOST_VERIFIED = 192;
/** A passage that fits this well fits by no chance. */
const CLEAR_FIT = 0.35;
/** Pieces whose notes are compared, however few matches are wanted. */
const VERIFIED_PIECES = 40;
/** Passages in several keys are told apart by no less than this, in notes of the query. */
const KEY_TIE_NOTES = 2;
/** Places whose fits are within this share of the best are worth mentioning: nearly the same notes, played again. */
const TIE_SHARE = 0.02;
/** Fits that differ by rounding alone: exactly the same notes. */
const SAME_FIT = 1e-6;

/** Library windows cut every s-th frame are off a query window by up to s - 1 frames; a chain pays nothing for that. */
function freeGapFrames(index: PieceIndex): number {
  return index.windowContract.windowStep - 1;
}

/** Pieces by how well the query fits them, best first. */
export function rankPieces(index: PieceIndex, query: SearchedQuery, options: RankingOptions): Match[] {
  const anchors = groupAnchors(query.seeds, query.keys.length);
  const verification: VerificationContext = {
    readings: index.readings,
    notes: new NoteAgreement(index, query.frames),
    keys: query.keys,
    windowCount: query.windowCount,
  };
  const rank = query.votes === undefined ? rankByChain : rankByVote;
  const ranked = rank({ index, query, anchors, verification, limit: options.limit });
  ranked.sort((a, b) => b.score - a.score);
  const wanted = Math.max(options.limit, 1 + RIVALS_COMPARED);
  const locator = new Locator(index, query.frames);
  const matches = (options.mergeWorks ? firstWorks(index, ranked, wanted) : ranked.slice(0, wanted)).map((piece) =>
    toMatch(index, query, locator, piece),
  );
  const merged = options.mergeWorks ? mergeMatchesByWork(matches, TIE_SHARE) : matches;
  const explained = merged.map((match) => withEvidence(index, query.frames, match));
  return rateMatches(explained, query.votes === undefined ? 'chain' : 'vote').slice(0, options.limit);
}

/** A match before its notes are aligned, which only those that are returned need. */
interface RankedMatch extends Omit<UnratedMatch, 'tempoRatio' | 'alignedNotes'> {
  /** Row of the reading in the index. */
  readonly reading: number;
  readonly pairs: FramePairs;
}

/** A piece with its passages that were verified, at least one. */
interface RankedPiece {
  readonly piece: number;
  readonly passages: readonly Passage[];
  readonly score: number;
}

interface Ranking {
  readonly index: PieceIndex;
  readonly query: SearchedQuery;
  readonly anchors: readonly Anchors[];
  readonly verification: VerificationContext;
  readonly limit: number;
}

/** Score: how well the best passage fits; 1 for an exact one. */
function rankByChain({ index, anchors, verification, limit }: Ranking): RankedPiece[] {
  const pieces = Math.max(limit, VERIFIED_PIECES);
  const limits = { chains: MOST_VERIFIED, pieces };
  const candidates = chainCandidates(anchors, index.readings, limits, { freeGapFrames: freeGapFrames(index) });
  const passages = new Map<number, Passage[]>();
  let best = Number.NEGATIVE_INFINITY;
  for (const [i, candidate] of candidates.entries()) {
    const ofPiece = passages.get(candidate.piece);
    const isNewPiece = ofPiece === undefined && passages.size < pieces;
    if (i >= FEWEST_VERIFIED && best >= CLEAR_FIT && !isNewPiece) continue;
    const passage = verify(candidate, verification);
    best = Math.max(best, passage.fit);
    if (ofPiece === undefined) passages.set(candidate.piece, [passage]);
    else ofPiece.push(passage);
  }
  return [...passages].map(([piece, ofPiece]) => ({ piece, passages: ofPiece, score: bestFit(ofPiece) }));
}

/** Score: the share of votes and their similarity. The places still come from chains. */
function rankByVote({ index, query, anchors, verification, limit }: Ranking): RankedPiece[] {
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
  const ranked = [...bestOfPiece].sort(([, a], [, b]) => scoreOf(b) - scoreOf(a)).slice(0, 2 * limit);
  return ranked.map(([piece, group]) => {
    const { reading, variant } = group;
    const chains = chainAnchors(group, { freeGapFrames: freeGapFrames(index) });
    const passages = chains.map((chain) => verify({ piece, reading, variant, chain }, verification));
    return { piece, passages, score: scoreOf(group) };
  });
}

/** The pieces of the first `count` works. */
function firstWorks(index: PieceIndex, ranked: readonly RankedPiece[], count: number): RankedPiece[] {
  const works = new Set<string>();
  return ranked.filter(({ piece }) => {
    const { id, workId } = index.pieces[piece]!;
    const work = workKey(id, workId);
    if (works.size < count) works.add(work);
    return works.has(work);
  });
}

function bestFit(passages: readonly Passage[]): number {
  return passages.reduce((best, { fit }) => Math.max(best, fit), Number.NEGATIVE_INFINITY);
}

/**
 * The match of one piece. Steps of a sequence and recapitulations are the same notes in another key, or nearly, and few
 * play in another key: of the passages that fit within a note or two of the best, those in the key nearest to the query's
 * own count. The best of them is the answer; where several fit as well, the first in the piece is and the others are alternatives.
 */
function toMatch(
  index: PieceIndex,
  { frames }: SearchedQuery,
  locator: Locator,
  { piece, passages, score }: RankedPiece,
): RankedMatch {
  const { id, title, workId, bars } = index.pieces[piece]!;
  const keyTie = KEY_TIE_NOTES / frames.offsets[frames.length]!;
  const inAnyKey = passages.filter(({ fit }) => fit >= bestFit(passages) - keyTie);
  inAnyKey.sort((a, b) => Math.abs(a.transposition) - Math.abs(b.transposition) || b.fit - a.fit);
  const { transposition, fit: best } = inAnyKey[0]!;
  const places = passages
    .filter((passage) => passage.transposition === transposition && passage.fit >= best - TIE_SHARE * Math.abs(best))
    .map(({ reading, chain, fit }) => ({ reading, fit, ...locator.locate(reading, transposition, chain) }));
  const distinct = distinctPlaces(places.sort((a, b) => b.fit - a.fit));
  const first = distinct.find(({ fit }) => fit >= best - SAME_FIT)!;
  const others = distinct.filter((place) => place !== first);
  const range = barsOfPlace(bars, first);
  return {
    pieceId: id,
    ...(title !== undefined && { title }),
    ...(workId !== undefined && { workId }),
    ...(range && { bars: range }),
    view: index.readings[first.reading]!.view,
    score,
    startSeconds: first.startSeconds,
    endSeconds: first.endSeconds,
    queryStartSeconds: frames.startSeconds[0]!,
    queryEndSeconds: frames.startSeconds[frames.length - 1]!,
    transposition,
    reading: first.reading,
    pairs: first.pairs,
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
