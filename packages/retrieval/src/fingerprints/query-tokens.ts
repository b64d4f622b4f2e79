import type { Frames } from '@midizero/pitch-matrix';
import { neighbouringStep, shapeOf } from './shape.js';
import { type FanOut, visitTriples } from './triples.js';

/**
 * Triples that a note of a query begins. Twice as far as in the library: notes that only the query has stand between
 * those of a triple.
 */
const QUERY_FAN_OUT: FanOut = { successors: 5, perFrame: 3 };

/** Fingerprints to be looked up: columns of one length, by frame. */
export interface QueryTokens {
  readonly length: number;
  readonly shapes: Uint16Array;
  /** Of the first of the three notes, in the query's key. */
  readonly pitches: Uint8Array;
  /** Frame of the first of the three notes. */
  readonly frames: Uint32Array;
}

/**
 * The fingerprints of a query, each with the ratio step it lies in and with the nearest other one, so that unsteady
 * times do not lose it. A fingerprint counts once a frame.
 */
export function queryTokens(query: Frames): QueryTokens {
  const tokens: number[] = [];
  const seen = new Set<number>();
  let seenFrame = -1;
  visitTriples({ ...query, first: 0 }, QUERY_FAN_OUT, (frame, pitch, firstInterval, secondInterval, ratio) => {
    if (frame !== seenFrame) {
      seen.clear();
      seenFrame = frame;
    }
    for (const step of [Math.floor(ratio), neighbouringStep(ratio)]) {
      const shape = shapeOf(firstInterval, secondInterval, step);
      const token = shape * 128 + pitch;
      if (seen.has(token)) continue;
      seen.add(token);
      tokens.push(shape, pitch, frame);
    }
  });
  const length = tokens.length / 3;
  return {
    length,
    shapes: Uint16Array.from({ length }, (_, i) => tokens[3 * i]!),
    pitches: Uint8Array.from({ length }, (_, i) => tokens[3 * i + 1]!),
    frames: Uint32Array.from({ length }, (_, i) => tokens[3 * i + 2]!),
  };
}
