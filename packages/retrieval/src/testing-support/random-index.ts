import { createRandom } from '@midizero/core';
import type { PieceIndex } from '../piece-index/contract.js';

/** Standard deviations of 128 components of which half hold most, as those of embeddings do along their axes. */
export const MUSIC_LIKE: readonly number[] = Array.from({ length: 128 }, (_, i) => 0.96 ** i);

/** Rows of length 1, whose components are drawn with the given standard deviations. */
export function randomRows(count: number, seed: number, deviations: readonly number[]): Float32Array {
  const random = createRandom(seed);
  const rows = new Float32Array(count * deviations.length);
  for (let start = 0; start < rows.length; start += deviations.length) {
    let squared = 0;
    for (const [i, deviation] of deviations.entries()) {
      rows[start + i] = deviation * random.gaussian();
      squared += rows[start + i]! ** 2;
    }
    for (let i = 0; i < deviations.length; i++) rows[start + i]! /= Math.sqrt(squared);
  }
  return rows;
}

/** An index of one piece with these vectors, and no notes. */
export function indexOfVectors(vectors: PieceIndex['vectors'], dimensions: number): PieceIndex {
  const windowCount = vectors.length / dimensions;
  return {
    encoderId: 'random',
    dimensions,
    windowContract: { windowFrames: 10, windowStep: 1, thresholdSeconds: 0.05 },
    precision: vectors instanceof Int8Array ? 'int8' : 'float32',
    views: ['all'],
    hasFingerprints: false,
    pieces: [{ id: 'all', firstReading: 0, readingCount: 1 }],
    readings: [{ piece: 0, view: 'all', firstFrame: 0, frameCount: windowCount, firstWindow: 0, windowCount }],
    frames: {
      startSeconds: new Float32Array(windowCount),
      offsets: new Uint32Array(windowCount + 1),
      pitches: new Uint8Array(0),
    },
    windowCount,
    windowFirstFrames: Uint32Array.from({ length: windowCount }, (_, i) => i),
    vectors,
  };
}
