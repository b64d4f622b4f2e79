import type { Anchors } from './anchors.js';

/** The scoring model of a chain. Frames, not seconds: tempo plays no part. */
export interface ChainOptions {
  /** Query frames that a chain may cross without an anchor. @default 24 */
  readonly maximumGapFrames?: number;
  /** Cost of each frame by which query and piece advance unequally, in units of an anchor's weight. @default 0.1 */
  readonly gapCostPerFrame?: number;
  /** Unequal advance that costs nothing; library windows cut every s-th frame are off by up to s - 1. @default 1 */
  readonly freeGapFrames?: number;
  /** Chains wanted: the best one and others, at other places, that come close to it. @default 8 */
  readonly maximumChains?: number;
  /** Share of the best chain's score that another chain must reach. @default 0.9 */
  readonly minimumRelativeScore?: number;
}

/** Anchors that advance together in query and piece. */
export interface Chain {
  /** Sum of the anchors' weights less the gap costs. */
  readonly score: number;
  /** First frames of the anchors' query windows, ascending. */
  readonly queryFrames: readonly number[];
  /** First frames of the anchors' library windows within the piece, not descending; as long as `queryFrames`. */
  readonly pieceFrames: readonly number[];
}

/** How much faster one side may advance than the other (frames lost or added), and the slack for short steps. */
const MAXIMUM_SLOPE = 2;
const SLOPE_SLACK_FRAMES = 2;
/** Chains that share more than this of the shorter one's extent in the piece are of one place. */
const MOST_OVERLAP = 0.5;

/**
 * Best chains of one piece, best first (then earliest), none overlapping a better one in the piece by more than half.
 * Dynamic programming over anchors as in seed chaining of genomes (Li, "Minimap2", 2018), with
 * `score(i) = weight(i) + max(0, max over j (score(j) - cost(j, i)))` over predecessors j that lie before i in the query
 * and not after it in the piece.
 */
export function chainAnchors(anchors: Anchors, options: ChainOptions = {}): Chain[] {
  const { maximumChains = 8, minimumRelativeScore = 0.9 } = options;
  const { scores, predecessors } = scoreAnchors(anchors, options);
  const threshold = minimumRelativeScore * largest(scores);
  // Most anchors end no chain that is good enough: they need not be sorted.
  const ends: number[] = [];
  for (let end = 0; end < scores.length; end++) if (scores[end]! >= threshold) ends.push(end);
  ends.sort((a, b) => scores[b]! - scores[a]! || anchors.pieceFrames[a]! - anchors.pieceFrames[b]!);
  const chains: Chain[] = [];
  const used = new Uint8Array(anchors.length);
  for (const end of ends) {
    if (chains.length >= maximumChains) break;
    const path = tracePath(end, predecessors, used);
    if (path === undefined) continue;
    const chain: Chain = {
      score: scores[end]!,
      queryFrames: path.map((anchor) => anchors.queryFrames[anchor]!),
      pieceFrames: path.map((anchor) => anchors.pieceFrames[anchor]!),
    };
    if (chains.every((better) => overlapShare(better, chain) <= MOST_OVERLAP)) chains.push(chain);
  }
  return chains;
}

/** Best chain score that these anchors could give: each query frame's best weight, all of them in one chain. */
export function chainScoreBound(anchors: Anchors): number {
  let bound = 0;
  let best = 0;
  for (let i = 0; i < anchors.length; i++) {
    if (i > 0 && anchors.queryFrames[i] !== anchors.queryFrames[i - 1]) {
      bound += best;
      best = 0;
    }
    best = Math.max(best, anchors.weights[i]!);
  }
  return bound + best;
}

/** Score of the best chain that ends in each anchor, and the anchor before it (-1: none). */
function scoreAnchors(
  { length, queryFrames, pieceFrames, weights }: Anchors,
  { maximumGapFrames = 24, gapCostPerFrame = 0.1, freeGapFrames = 1 }: ChainOptions,
): { scores: Float64Array; predecessors: Int32Array } {
  const scores = new Float64Array(length);
  const predecessors = new Int32Array(length).fill(-1);
  const order = orderByPieceFrame(pieceFrames);
  const longestPieceStep = MAXIMUM_SLOPE * maximumGapFrames + SLOPE_SLACK_FRAMES;
  // Stretches of the query as long as the longest gap: what comes before an anchor is in its own one or in the one before.
  const stretchOf = (anchor: number): number => 1 + Math.floor(queryFrames[anchor]! / maximumGapFrames);
  const latestOfStretch = new Int32Array(length === 0 ? 0 : stretchOf(length - 1) + 1).fill(-1);
  const earlierInStretch = new Int32Array(length);
  for (const i of order) {
    const queryFrame = queryFrames[i]!;
    const pieceFrame = pieceFrames[i]!;
    const stretch = stretchOf(i);
    let best = 0;
    for (let each = stretch; each >= stretch - 1; each--) {
      for (let j = latestOfStretch[each]!; j >= 0; j = earlierInStretch[j]!) {
        const pieceStep = pieceFrame - pieceFrames[j]!;
        if (pieceStep > longestPieceStep) break;
        // A gap costs nothing at best.
        if (scores[j]! < best) continue;
        const queryStep = queryFrame - queryFrames[j]!;
        if (queryStep <= 0 || queryStep > maximumGapFrames) continue;
        if (pieceStep > MAXIMUM_SLOPE * queryStep + SLOPE_SLACK_FRAMES) continue;
        if (queryStep > MAXIMUM_SLOPE * pieceStep + SLOPE_SLACK_FRAMES) continue;
        const gap = Math.max(0, Math.abs(pieceStep - queryStep) - freeGapFrames);
        const score = scores[j]! - gapCostPerFrame * gap;
        // Of equals the one that comes last in the query, then in the piece.
        if (score > best || (score === best && j > predecessors[i]! && predecessors[i]! >= 0)) {
          best = score;
          predecessors[i] = j;
        }
      }
    }
    scores[i] = weights[i]! + best;
    earlierInStretch[i] = latestOfStretch[stretch]!;
    latestOfStretch[stretch] = i;
  }
  return { scores, predecessors };
}

/** Anchors by piece frame, where those that can come before one are few and near; then as they were. */
function orderByPieceFrame(pieceFrames: Uint32Array): Uint32Array {
  const { length } = pieceFrames;
  const keys = new Float64Array(length);
  for (let anchor = 0; anchor < length; anchor++) keys[anchor] = pieceFrames[anchor]! * length + anchor;
  keys.sort();
  const order = new Uint32Array(length);
  for (let place = 0; place < length; place++) {
    order[place] = keys[place]! - Math.floor(keys[place]! / length) * length;
  }
  return order;
}

/** 0 for no values above it. */
function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
}

/** Anchors from the chain's first to `end`, all marked as used; undefined if a better chain used one of them. */
function tracePath(end: number, predecessors: Int32Array, used: Uint8Array): number[] | undefined {
  const path: number[] = [];
  for (let anchor = end; anchor >= 0; anchor = predecessors[anchor]!) {
    if (used[anchor] === 1) return undefined;
    path.push(anchor);
  }
  for (const anchor of path) used[anchor] = 1;
  return path.reverse();
}

/** Share of the shorter of two chains' extents in the piece that both cover. */
function overlapShare(a: Chain, b: Chain): number {
  const start = Math.max(a.pieceFrames[0]!, b.pieceFrames[0]!);
  const end = Math.min(a.pieceFrames.at(-1)!, b.pieceFrames.at(-1)!);
  const shorter = Math.min(extent(a), extent(b));
  return Math.max(0, end - start + 1) / shorter;
}

function extent(chain: Chain): number {
  return chain.pieceFrames.at(-1)! - chain.pieceFrames[0]! + 1;
}
