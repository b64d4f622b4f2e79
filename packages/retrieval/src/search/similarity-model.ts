import { createGraph, toOnnxBytes } from '@midizero/onnx';

/** Names of the model's inputs and outputs. */
export const similarityModelNames = {
  /** `[m, d]`: query embeddings. */
  queries: 'queries',
  /** `[n, d]`: library vectors. */
  library: 'library',
  /** `[m, n]`: scalar products. */
  scores: 'scores',
  /** `[m, n / group]`: the largest score of each group of successive library vectors. */
  groupMaxima: 'groupMaxima',
} as const;

/**
 * Scalar products of all queries with n library vectors, and their largest in each group, with which most scores need
 * never be looked at.
 * @param libraryRows n, a multiple of `groupRows`
 */
export function createSimilarityModel(dimensions: number, libraryRows: number, groupRows: number): Uint8Array {
  const names = similarityModelNames;
  const graph = createGraph({ name: 'window-similarity' });
  const queries = graph.input(names.queries, ['m', dimensions]);
  const library = graph.input(names.library, [libraryRows, dimensions]);
  const scores = graph.gemm(queries, library, { transB: true });
  const groups = graph.reshape(scores, ['m', libraryRows / groupRows, groupRows]);
  graph.output(names.scores, scores);
  graph.output(names.groupMaxima, graph.reduceMax(groups, { axes: [2] }));
  return toOnnxBytes(graph);
}
