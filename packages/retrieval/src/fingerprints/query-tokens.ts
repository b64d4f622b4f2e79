import type { Frames } from '@midizero/pitch-matrix';
import { neighbouringStep, ratioPosition, ratioStep, shapeOf } from './shape.js';
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

/** Tokens of one triple: the step that its ratio lies in, and the next one. */
const STEPS = 2;

/**
 * The fingerprints of a query, each with the ratio step it lies in and with the nearest other one, so that unsteady
 * times do not lose it. A fingerprint counts once a frame.
 */
export function queryTokens(query: Frames): QueryTokens {
  const notes = query.offsets[query.length]! - query.offsets[0]!;
  const most = STEPS * QUERY_FAN_OUT.successors ** 2 * notes;
  const shapes = new Uint16Array(most);
  const pitches = new Uint8Array(most);
  const frames = new Uint32Array(most);
  let length = 0;
  // Triples come note by note, and a frame has a pitch once: only those of one note can be the same.
  let noteStart = 0;
  const add = (frame: number, pitch: number, shape: number): void => {
    for (let token = noteStart; token < length; token++) if (shapes[token] === shape) return;
    shapes[length] = shape;
    pitches[length] = pitch;
    frames[length++] = frame;
  };
  visitTriples({ ...query, first: 0 }, QUERY_FAN_OUT, (frame, pitch, firstInterval, secondInterval, first, second) => {
    if (frames[noteStart] !== frame || pitches[noteStart] !== pitch) noteStart = length;
    add(frame, pitch, shapeOf(firstInterval, secondInterval, ratioStep(first, second)));
    add(frame, pitch, shapeOf(firstInterval, secondInterval, neighbouringStep(ratioPosition(first, second))));
  });
  return {
    length,
    shapes: shapes.subarray(0, length),
    pitches: pitches.subarray(0, length),
    frames: frames.subarray(0, length),
  };
}
