import { createRandom } from '@midizero/core';

/** Rows that the axes are found from, spread evenly. */
const SAMPLE_ROWS = 4096;
/** Enough for axes of clearly different weight; those of equal weight may come in any mixture. */
const ITERATIONS = 12;

/** Orthonormal axes, and how much of the rows lies along them. */
export interface PrincipalAxes {
  /** Size d * k, row-major `[dimension][axis]`. */
  readonly axes: Float32Array;
  /** Share of the rows' squared length that lies along the axes, 0 to 1. */
  readonly share: number;
}

/**
 * The k orthonormal axes along which rows are longest, by orthogonal iteration (Golub and Van Loan, "Matrix
 * Computations", 8.2.4) on the second moments of a sample. The same rows give the same axes.
 * @param rowAt writes a row of length d into the array it is given
 */
export function principalAxes(
  rowCount: number,
  dimensions: number,
  axisCount: number,
  rowAt: (row: number, target: Float32Array) => void,
): PrincipalAxes {
  const moments = secondMoments(rowCount, dimensions, rowAt);
  const random = createRandom(1);
  // Rows of `basis` are the axes: each is contiguous.
  let basis: Float64Array = Float64Array.from({ length: axisCount * dimensions }, () => random.gaussian());
  orthonormalize(basis, dimensions);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis = multiplyRows(basis, moments, dimensions);
    orthonormalize(basis, dimensions);
  }
  const along = multiplyRows(basis, moments, dimensions).reduce((sum, value, i) => sum + value * basis[i]!, 0);
  let total = 0;
  for (let i = 0; i < dimensions; i++) total += moments[i * dimensions + i]!;
  const axes = new Float32Array(dimensions * axisCount);
  for (let axis = 0; axis < axisCount; axis++) {
    for (let i = 0; i < dimensions; i++) axes[i * axisCount + axis] = basis[axis * dimensions + i]!;
  }
  return { axes, share: total === 0 ? 0 : along / total };
}

/** Sum of the outer products of sampled rows: size d * d. */
function secondMoments(
  rowCount: number,
  dimensions: number,
  rowAt: (row: number, target: Float32Array) => void,
): Float64Array {
  const moments = new Float64Array(dimensions * dimensions);
  const values = new Float32Array(dimensions);
  const step = Math.max(1, Math.floor(rowCount / SAMPLE_ROWS));
  for (let row = 0; row < rowCount; row += step) {
    rowAt(row, values);
    for (let i = 0; i < dimensions; i++) {
      const value = values[i]!;
      const base = i * dimensions;
      for (let j = 0; j < dimensions; j++) moments[base + j]! += value * values[j]!;
    }
  }
  return moments;
}

/** Each row of `rows` times a symmetric matrix. */
function multiplyRows(rows: Float64Array, matrix: Float64Array, dimensions: number): Float64Array {
  const product = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += dimensions) {
    for (let i = 0; i < dimensions; i++) {
      const value = rows[start + i]!;
      const base = i * dimensions;
      for (let j = 0; j < dimensions; j++) product[start + j]! += value * matrix[base + j]!;
    }
  }
  return product;
}

/** Makes rows orthogonal to those before and of length 1, by the modified Gram-Schmidt process; rows may become 0. */
function orthonormalize(rows: Float64Array, dimensions: number): void {
  for (let start = 0; start < rows.length; start += dimensions) {
    const row = rows.subarray(start, start + dimensions);
    const before = Math.sqrt(dot(row, row));
    for (let other = 0; other < start; other += dimensions) {
      const earlier = rows.subarray(other, other + dimensions);
      const share = dot(row, earlier);
      for (let i = 0; i < dimensions; i++) row[i]! -= share * earlier[i]!;
    }
    const length = Math.sqrt(dot(row, row));
    // What rounding leaves of a row that lay in the others' span has no direction.
    const scale = length > 1e-9 * before ? 1 / length : 0;
    for (let i = 0; i < dimensions; i++) row[i]! *= scale;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
