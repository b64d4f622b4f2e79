import type { Frames } from '@midizero/pitch-matrix';
import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowHits } from '../search/contract.js';
import { type Anchors, groupAnchors } from './anchors.js';
import { chainCandidates } from './candidates.js';
import { chainAnchors } from './chain.js';
import type { QueryLayout } from './evidence.js';
import { NoteAgreement } from './note-agreement.js';
import { bestFit, type RankedPiece } from './piece-match.js';
import type { Seeds } from './seeds.js';
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

/** Chains whose notes are compared with the query's in any case … */
const FEWEST_VERIFIED = 32;
/** … and as long as nothing fits well; notes lost and added hide the right chain among those of chance. */
const MOST_VERIFIED = 192;
/** A passage that fits this well fits by no chance. */
const CLEAR_FIT = 0.35;
/** Pieces whose notes are compared, however few matches are wanted. */
const VERIFIED_PIECES = 40;
/** … and at a glance: enough for the first one's rivals to be among them. */
const GLANCED_PIECES = 20;

/** Library windows cut every s-th frame are off a query window by up to s - 1 frames; a chain pays nothing for that. */
function freeGapFrames(index: PieceIndex): number {
  return index.windowContract.windowStep - 1;
}

/** How many passages are compared: at a `glance` the best chains alone, which is enough where the answer is clear. */
export type RankingEffort = 'glance' | 'full';

/** Pieces by how well the query fits them, best first: at least `limit`, if so many have anything like it. */
export function rankPieces(
  index: PieceIndex,
  query: SearchedQuery,
  limit: number,
  effort: RankingEffort = 'full',
): RankedPiece[] {
  const anchors = groupAnchors(query.seeds, query.keys.length);
  const verification: VerificationContext = {
    readings: index.readings,
    notes: new NoteAgreement(index, query.frames),
    keys: query.keys,
    windowCount: query.windowCount,
    noteCount: query.frames.offsets[query.frames.length]!,
  };
  const rank = query.votes === undefined ? rankByChain : rankByVote;
  return rank({ index, query, anchors, verification, limit, effort }).sort((a, b) => b.score - a.score);
}

interface Ranking {
  readonly index: PieceIndex;
  readonly query: SearchedQuery;
  readonly anchors: readonly Anchors[];
  readonly verification: VerificationContext;
  readonly limit: number;
  readonly effort: RankingEffort;
}

/** Score: how well the best passage fits; 1 for an exact one. */
function rankByChain({ index, anchors, verification, limit, effort }: Ranking): RankedPiece[] {
  const pieces = Math.max(limit, effort === 'glance' ? GLANCED_PIECES : VERIFIED_PIECES);
  const limits = { chains: effort === 'glance' ? FEWEST_VERIFIED : MOST_VERIFIED, pieces };
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
