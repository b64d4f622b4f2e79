import { yieldToEventLoop } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import type { PieceIndex } from '../piece-index/contract.js';
import type { DistinctWindows } from './distinct-windows.js';
import { createProjectionModel, modelNames, ZERO_BYTE } from './outline-models.js';
import { principalAxes } from './principal-axes.js';

/** Successive windows that are passed over together when the best of them is not good enough. */
export const GROUP_ROWS = 16;
/** Largest magnitude of a byte. */
const BYTE_MAXIMUM = 127;
/** From so many windows on, finding axes costs less than it saves. */
const FEWEST_WINDOWS_FOR_AXES = 16_384;
/** Of longer vectors, such as the raw encoder's, finding axes takes longer than most programs search. */
const MOST_DIMENSIONS_FOR_AXES = 256;
/** Axes must hold this share of the vectors, or bounds are too loose to pass over much. */
const SMALLEST_SHARE = 0.85;
/** Vectors projected in one run. */
const ROWS_PER_RUN = 4096;
/** A little room above the largest coordinate of the first rows, for larger ones to come; what is above is cut. */
const HEADROOM = 1.1;

/**
 * A short form of every library vector, with bounds on what it leaves out: bytes along half as many axes, if these hold
 * most of the vectors, else along all dimensions.
 */
export interface OutlineColumns {
  /** Length k of an outline. */
  readonly dimensions: number;
  /** Size d * k, row-major; undefined where outlines are along all dimensions. */
  readonly axes: Float32Array | undefined;
  /** Size groups * GROUP_ROWS * k, row-major: coordinate / `unit` + 128. Rows beyond the last window are zero. */
  readonly bytes: Uint8Array;
  readonly unit: number;
  /** Largest length in each group of what lies off the axes. */
  readonly offAxes: Float32Array;
  /** Largest length in each group of what rounding to bytes lost. */
  readonly rounding: Float32Array;
  /** Largest of `offAxes`. */
  readonly largestOffAxes: number;
  /** Largest of `rounding`. */
  readonly largestRounding: number;
}

/**
 * Makes the outlines of all different windows; takes about a second for a million windows of 128 dimensions.
 * @param scales what to multiply each vector with to get one of length 1, by different window
 */
export async function outlineColumns(
  { dimensions, vectors }: PieceIndex,
  distinct: DistinctWindows,
  scales: Float32Array,
  runtime: OnnxRuntime,
): Promise<OutlineColumns> {
  const windowCount = distinct.count;
  const rowAt = (row: number, target: Float32Array): void => {
    const scale = scales[row]!;
    const start = distinct.firstRow(row) * dimensions;
    for (let i = 0; i < dimensions; i++) target[i] = vectors[start + i]! * scale;
  };
  const axes = usefulAxes(windowCount, dimensions, rowAt);
  const outlineDimensions = axes === undefined ? dimensions : axes.length / dimensions;
  const projection =
    axes && (await runtime.createSession(createProjectionModel(dimensions, axes), { name: 'window-projection' }));
  const columns = new ColumnWriter(windowCount, outlineDimensions);
  for (let first = 0; first < windowCount; first += ROWS_PER_RUN) {
    const count = Math.min(ROWS_PER_RUN, windowCount - first);
    const unitVectors = new Float32Array(count * dimensions);
    for (let row = 0; row < count; row++) {
      rowAt(first + row, unitVectors.subarray(row * dimensions, (row + 1) * dimensions));
    }
    if (projection === undefined) {
      columns.write(first, unitVectors);
      await yieldToEventLoop();
      continue;
    }
    const feed = runtime.createTensor('float32', unitVectors, [count, dimensions]);
    const { [modelNames.coordinates]: coordinates } = await projection.run({ [modelNames.vectors]: feed });
    columns.write(first, coordinates!.data as Float32Array);
    coordinates!.dispose();
  }
  await projection?.release();
  const { bytes, unit, offAxes, rounding } = columns;
  return {
    dimensions: outlineDimensions,
    axes,
    bytes,
    unit,
    offAxes,
    rounding,
    largestOffAxes: largestMagnitude(offAxes),
    largestRounding: largestMagnitude(rounding),
  };
}

/** Half as many axes as dimensions, where that pays. */
function usefulAxes(
  windowCount: number,
  dimensions: number,
  rowAt: (row: number, target: Float32Array) => void,
): Float32Array | undefined {
  if (windowCount < FEWEST_WINDOWS_FOR_AXES || dimensions > MOST_DIMENSIONS_FOR_AXES) return undefined;
  const { axes, share } = principalAxes(windowCount, dimensions, Math.ceil(dimensions / 2), rowAt);
  return share >= SMALLEST_SHARE ? axes : undefined;
}

/** Turns coordinates into bytes, and measures what they lose. */
class ColumnWriter {
  readonly bytes: Uint8Array;
  readonly offAxes: Float32Array;
  readonly rounding: Float32Array;
  readonly #dimensions: number;
  #unit = 0;

  constructor(windowCount: number, dimensions: number) {
    const groups = Math.max(1, Math.ceil(windowCount / GROUP_ROWS));
    this.bytes = new Uint8Array(groups * GROUP_ROWS * dimensions).fill(ZERO_BYTE);
    this.offAxes = new Float32Array(groups);
    this.rounding = new Float32Array(groups);
    this.#dimensions = dimensions;
  }

  /** What a byte counts; 1 where nothing was written. */
  get unit(): number {
    return this.#unit === 0 ? 1 : this.#unit;
  }

  /** @param coordinates of the windows from `first` on; those of a unit vector, or of a part of it */
  write(first: number, coordinates: Float32Array): void {
    if (this.#unit === 0) this.#unit = (HEADROOM * largestMagnitude(coordinates)) / BYTE_MAXIMUM;
    const dimensions = this.#dimensions;
    const unit = this.unit;
    for (let row = 0; row * dimensions < coordinates.length; row++) {
      let along = 0;
      let lost = 0;
      for (let i = 0; i < dimensions; i++) {
        const coordinate = coordinates[row * dimensions + i]!;
        const byte = Math.max(-BYTE_MAXIMUM, Math.min(BYTE_MAXIMUM, Math.round(coordinate / unit)));
        this.bytes[(first + row) * dimensions + i] = byte + ZERO_BYTE;
        const difference = coordinate - byte * unit;
        along += coordinate * coordinate;
        lost += difference * difference;
      }
      const group = Math.floor((first + row) / GROUP_ROWS);
      this.offAxes[group] = Math.max(this.offAxes[group]!, Math.sqrt(Math.max(0, 1 - along)));
      this.rounding[group] = Math.max(this.rounding[group]!, Math.sqrt(lost));
    }
  }
}

/** 0 for no values. */
export function largestMagnitude(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}
