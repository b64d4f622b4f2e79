import { largestMagnitude, type OutlineColumns } from './outline-columns.js';

/**
 * Largest magnitude of a query's byte. Processors without instructions of their own for it add two products of bytes in 16
 * bits: 2 * 255 * 63 is the most that fits.
 */
const QUERY_BYTE_MAXIMUM = 63;
/** Room for the rounding of 32-bit floats in every bound. */
const FLOAT_SLACK = 1e-5;

/** Queries as bytes, and how far the products of bytes can be from the similarities. */
export interface OutlineQueries {
  /** Size k * m, row-major `[axis][query]`, for `MatMulInteger`. */
  readonly bytes: Int8Array;
  /** Similarity that a product of 1 stands for, size m. */
  readonly units: Float64Array;
  /** Length along the axes, size m: a group's `rounding` counts so much. */
  readonly alongAxes: Float64Array;
  /** Length off the axes, size m: a group's `offAxes` counts so much. */
  readonly offAxes: Float64Array;
  /** What the query's own rounding can be worth, size m. */
  readonly rounding: Float64Array;
}

/**
 * By Cauchy and Schwarz, the similarity of query q and a window is at most its product of bytes times `units[q]`, plus
 * `alongAxes[q] * rounding + offAxes[q] * offAxes` of the window's group, plus `rounding[q]`.
 * @param queries size m * d, row-major, each row of length 1
 */
export function outlineQueries(queries: Float32Array, dimensions: number, outlines: OutlineColumns): OutlineQueries {
  const count = queries.length / dimensions;
  const bytes = new Int8Array(outlines.dimensions * count);
  const units = new Float64Array(count);
  const alongAxes = new Float64Array(count);
  const offAxes = new Float64Array(count);
  const rounding = new Float64Array(count);
  for (let query = 0; query < count; query++) {
    const vector = queries.subarray(query * dimensions, (query + 1) * dimensions);
    const coordinates = outlines.axes === undefined ? vector : project(vector, outlines.axes);
    const unit = largestMagnitude(coordinates) / QUERY_BYTE_MAXIMUM || 1;
    let along = 0;
    let lost = 0;
    for (let axis = 0; axis < coordinates.length; axis++) {
      const coordinate = coordinates[axis]!;
      const byte = Math.round(coordinate / unit);
      bytes[axis * count + query] = byte;
      along += coordinate * coordinate;
      lost += (coordinate - byte * unit) ** 2;
    }
    let lengthSquared = 0;
    for (let i = 0; i < dimensions; i++) lengthSquared += vector[i]! * vector[i]!;
    units[query] = unit * outlines.unit;
    alongAxes[query] = Math.sqrt(along);
    offAxes[query] = Math.sqrt(Math.max(0, lengthSquared - along));
    // An outline is at most as long as its window and what rounding added.
    rounding[query] = Math.sqrt(lost) * (1 + outlines.largestRounding) + FLOAT_SLACK;
  }
  return { bytes, units, alongAxes, offAxes, rounding };
}

function project(vector: Float32Array, axes: Float32Array): Float32Array {
  const axisCount = axes.length / vector.length;
  const coordinates = new Float32Array(axisCount);
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    for (let axis = 0; axis < axisCount; axis++) coordinates[axis]! += value * axes[i * axisCount + axis]!;
  }
  return coordinates;
}
