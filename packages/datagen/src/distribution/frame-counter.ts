import type { Frames } from '@midizero/pitch-matrix';
import type { FrameDistribution } from './frame-distribution.js';

/** Most different frames: two frame numbers then make one exact number, by which successions are counted. */
const FRAMES_MAX = 2 ** 26;

/** Counts frames and successions of any number of pieces, one at a time. Memory grows with different ones alone. */
export class FrameCounter {
  /** Frame numbers by pitches as characters, in order of first occurrence. */
  readonly #numbers: Map<string, number> = new Map();
  readonly #counts: number[] = [];
  /** Counts by `frame * FRAMES_MAX + successor`. */
  readonly #successions: Map<number, number> = new Map();

  /** Adds one piece; the last frame of one piece is not followed by the first of the next. */
  add({ length, offsets, pitches }: Frames): void {
    let previous = -1;
    for (let i = 0; i < length; i++) {
      const key = String.fromCharCode(...pitches.subarray(offsets[i]!, offsets[i + 1]!));
      const frame = this.#numberOf(key);
      this.#counts[frame]!++;
      if (previous >= 0) {
        const succession = previous * FRAMES_MAX + frame;
        this.#successions.set(succession, (this.#successions.get(succession) ?? 0) + 1);
      }
      previous = frame;
    }
  }

  /** What has been counted so far: the same however the pieces were ordered. */
  finish(): FrameDistribution {
    const keys = [...this.#numbers.keys()];
    const order = keys.map((_, i) => i);
    order.sort((a, b) => this.#counts[b]! - this.#counts[a]! || (keys[a]! < keys[b]! ? -1 : 1));
    const rank = new Uint32Array(order.length);
    for (const [place, frame] of order.entries()) rank[frame] = place;
    return {
      length: keys.length,
      ...packPitches(order.map((frame) => keys[frame]!)),
      counts: Float64Array.from(order, (frame) => this.#counts[frame]!),
      ...this.#packSuccessions(rank),
    };
  }

  #numberOf(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    this.#counts.push(0);
    return number;
  }

  #packSuccessions(rank: Uint32Array): Pick<FrameDistribution, 'successorOffsets' | 'successors' | 'successorCounts'> {
    const rows = Array.from(this.#successions, ([succession, count]) => ({
      frame: rank[Math.floor(succession / FRAMES_MAX)]!,
      successor: rank[succession % FRAMES_MAX]!,
      count,
    }));
    rows.sort((a, b) => a.frame - b.frame || b.count - a.count || a.successor - b.successor);
    const successorOffsets = new Uint32Array(rank.length + 1);
    for (const { frame } of rows) successorOffsets[frame + 1]!++;
    for (let i = 0; i < rank.length; i++) successorOffsets[i + 1]! += successorOffsets[i]!;
    return {
      successorOffsets,
      successors: Uint32Array.from(rows, ({ successor }) => successor),
      successorCounts: Float64Array.from(rows, ({ count }) => count),
    };
  }
}

function packPitches(keys: readonly string[]): Pick<FrameDistribution, 'offsets' | 'pitches'> {
  const offsets = new Uint32Array(keys.length + 1);
  for (const [i, key] of keys.entries()) offsets[i + 1] = offsets[i]! + key.length;
  const pitches = new Uint8Array(offsets[keys.length]!);
  for (const [i, key] of keys.entries()) {
    for (let k = 0; k < key.length; k++) pitches[offsets[i]! + k] = key.charCodeAt(k);
  }
  return { offsets, pitches };
}
