import type { PieceIndex } from './contract.js';

/** Largest magnitude of an int8 component. */
const INT8_SCALE = 127;

/**
 * Directions as bytes: each row is scaled so that its largest component becomes 127 in magnitude, then rounded.
 * A scale of its own for each row keeps three times the precision that one scale for unit vectors would.
 * @param vectors size n * d, row-major
 */
export function quantizeRows(vectors: Float32Array, dimensions: number): Int8Array {
  const quantized = new Int8Array(vectors.length);
  for (let row = 0; row < vectors.length; row += dimensions) {
    let largest = 0;
    for (let i = row; i < row + dimensions; i++) largest = Math.max(largest, Math.abs(vectors[i]!));
    if (largest === 0) continue;
    const scale = INT8_SCALE / largest;
    for (let i = row; i < row + dimensions; i++) quantized[i] = Math.round(vectors[i]! * scale);
  }
  return quantized;
}

/**
 * What to multiply each row with to get a unit vector: 1 / Euclidean length, and 0 for a row of zeros.
 * @param vectors size n * d, row-major
 * @returns size n
 */
export function unitScales(vectors: Int8Array | Float32Array, dimensions: number): Float32Array {
  const scales = new Float32Array(vectors.length / dimensions);
  for (let row = 0; row < scales.length; row++) {
    let sum = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) sum += vectors[i]! * vectors[i]!;
    scales[row] = sum === 0 ? 0 : 1 / Math.sqrt(sum);
  }
  return scales;
}

/** Scalar product of row `row` of `vectors` with row `queryRow` of `queries`, both `dimensions` long. */
export function rowProduct(
  vectors: PieceIndex['vectors'],
  row: number,
  queries: Float32Array,
  queryRow: number,
  dimensions: number,
): number {
  const vectorStart = row * dimensions;
  const queryStart = queryRow * dimensions;
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += vectors[vectorStart + i]! * queries[queryStart + i]!;
  return sum;
}
