import type { Seeds } from './seeds.js';

/**
 * Seeds of one reading at one transposition: places where query and piece agree. Columns of one length, by query frame,
 * then piece frame, no place twice.
 */
export interface Anchors {
  readonly length: number;
  /** Row of the reading in the index. */
  readonly reading: number;
  /** Position in the list of transpositions searched. */
  readonly variant: number;
  readonly queryFrames: Uint32Array;
  /** Counted within the reading. */
  readonly pieceFrames: Uint32Array;
  /** Evidence; a place that both kinds of seeds point to has the sum of theirs. */
  readonly weights: Float32Array;
}

/** Sorts seeds by reading and variant; groups come in the order of their first seed. */
export function groupAnchors(seeds: Seeds, variantCount: number): Anchors[] {
  const { length, queryFrames: seedQueryFrames, pieceFrames: seedPieceFrames, weights: seedWeights } = seeds;
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  const byQueryFrame = stableOrder(rows, seedQueryFrames);
  const ids = new Map<number, number>();
  const groupIds = seeds.groups.map((group) => {
    let id = ids.get(group);
    if (id === undefined) {
      id = ids.size;
      ids.set(group, id);
    }
    return id;
  });
  const order = stableOrder(byQueryFrame, groupIds);
  const queryFrames = new Uint32Array(length);
  const pieceFrames = new Uint32Array(length);
  const weights = new Float32Array(length);
  const anchors: Anchors[] = [];
  const groups = [...ids.keys()];
  for (let from = 0; from < order.length; ) {
    const id = groupIds[order[from]!]!;
    let end = from;
    // Anchors of the group so far lie in rows from .. at - 1.
    let at = from;
    for (; end < order.length && groupIds[order[end]!] === id; end++) {
      const seed = order[end]!;
      const queryFrame = seedQueryFrames[seed]!;
      const pieceFrame = seedPieceFrames[seed]!;
      let place = at;
      while (place > from && queryFrames[place - 1] === queryFrame && pieceFrames[place - 1]! > pieceFrame) place--;
      if (place > from && queryFrames[place - 1] === queryFrame && pieceFrames[place - 1] === pieceFrame) {
        weights[place - 1]! += seedWeights[seed]!;
        continue;
      }
      if (place < at) {
        pieceFrames.copyWithin(place + 1, place, at);
        weights.copyWithin(place + 1, place, at);
      }
      queryFrames[at] = queryFrame;
      pieceFrames[place] = pieceFrame;
      weights[place] = seedWeights[seed]!;
      at++;
    }
    anchors.push({
      length: at - from,
      reading: Math.floor(groups[id]! / variantCount),
      variant: groups[id]! % variantCount,
      queryFrames: queryFrames.subarray(from, at),
      pieceFrames: pieceFrames.subarray(from, at),
      weights: weights.subarray(from, at),
    });
    from = end;
  }
  return anchors;
}

/** Rows sorted by their value (a counting sort), equals in the order they had. */
function stableOrder(rows: Uint32Array, values: Uint32Array): Uint32Array {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  const starts = new Uint32Array(largest + 2);
  for (let i = 0; i < values.length; i++) starts[values[i]! + 1]!++;
  for (let value = 1; value < starts.length; value++) starts[value]! += starts[value - 1]!;
  const sorted = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) sorted[starts[values[rows[i]!]!]!++] = rows[i]!;
  return sorted;
}
