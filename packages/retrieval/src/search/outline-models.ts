import { createGraph, toOnnxBytes } from '@midizero/onnx';

/** The byte of the library that stands for 0: bytes 1 to 255 are -127 to 127. */
export const ZERO_BYTE = 128;

/** Names of the models' inputs and outputs. */
export const modelNames = {
  /** `[n, d]` float32: unit vectors. */
  vectors: 'vectors',
  /** `[n, k]` float32: their coordinates along the axes. */
  coordinates: 'coordinates',
  /** `[n, k]` uint8: outlines of the library. */
  library: 'library',
  /** `[k, m]` int8: outlines of the queries, one a column. */
  queries: 'queries',
  /** `[n / group, m]` int32: the largest scalar product of each query with a group of successive rows. */
  groupMaxima: 'groupMaxima',
} as const;

/** @param axes size d * k, row-major */
export function createProjectionModel(dimensions: number, axes: Float32Array): Uint8Array {
  const graph = createGraph({ name: 'window-projection' });
  const vectors = graph.input(modelNames.vectors, ['n', dimensions]);
  const matrix = graph.constant(axes, [dimensions, axes.length / dimensions]);
  graph.output(modelNames.coordinates, graph.matMul(vectors, matrix));
  return toOnnxBytes(graph);
}

/**
 * Scalar products of bytes, of which only the largest of each group leave the model: most need never be looked at. The
 * library is the left factor, whose rows ONNX Runtime takes as they lie; as the right one it would be transposed. Unsigned
 * bytes times signed ones are a quarter faster than times unsigned ones.
 * @param rows n, a multiple of `groupRows`
 */
export function createOutlineModel(outlineDimensions: number, rows: number, groupRows: number): Uint8Array {
  const graph = createGraph({ name: 'window-outlines' });
  const library = graph.input(modelNames.library, [rows, outlineDimensions], 'uint8');
  const queries = graph.input(modelNames.queries, [outlineDimensions, 'm'], 'int8');
  const zero = graph.constant(Uint8Array.of(ZERO_BYTE), []);
  const products = graph.op('MatMulInteger', [library, queries, zero]);
  const groups = graph.reshape(products, [rows / groupRows, groupRows, 'm']);
  graph.output(modelNames.groupMaxima, graph.reduceMax(groups, { axes: [1] }));
  return toOnnxBytes(graph);
}
