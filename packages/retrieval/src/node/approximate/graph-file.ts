import { open, readFile, rename, rm } from 'node:fs/promises';
import { writeFileSafely } from '@midizero/core/node';
import type { PieceIndex } from '../../piece-index/contract.js';
import { crc32c } from '../../piece-index/file/crc32c.js';
import type { UsearchIndex } from './usearch.js';

/** Which vectors a graph is of, and how it was made; graphs of equal recipes are interchangeable. */
export interface GraphRecipe {
  readonly format: 1;
  /** CRC-32C of the index's vectors. */
  readonly vectorsChecksum: number;
  readonly windowCount: number;
  readonly dimensions: number;
  readonly connectivity: number;
  readonly expansionAdd: number;
}

/** The file beside a graph: says what the graph is of, and that it is whole. */
interface GraphDescription extends GraphRecipe {
  readonly graphBytes: number;
  /** CRC-32C of the graph's file. */
  readonly graphChecksum: number;
}

const CHUNK_BYTES = 4 * 1024 * 1024;

export function graphRecipe(
  { vectors, windowCount, dimensions }: PieceIndex,
  { connectivity, expansionAdd }: Pick<GraphRecipe, 'connectivity' | 'expansionAdd'>,
): GraphRecipe {
  const vectorsChecksum = crc32c(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
  return { format: 1, vectorsChecksum, windowCount, dimensions, connectivity, expansionAdd };
}

/** Whether a whole graph of this recipe lies at `path`. */
export async function isGraphOf(path: string, recipe: GraphRecipe): Promise<boolean> {
  const description = await readDescription(path);
  if (description === undefined) return false;
  const { graphBytes, graphChecksum, ...rest } = description;
  if (Object.entries(recipe).some(([name, value]) => rest[name as keyof GraphRecipe] !== value)) return false;
  const { bytes, checksum } = await checksumOfFile(path).catch(() => ({ bytes: -1, checksum: 0 }));
  return bytes === graphBytes && checksum === graphChecksum;
}

/** Whatever happens, `path` and the description beside it go together, or are found not to. */
export async function saveGraph(path: string, graph: UsearchIndex, recipe: GraphRecipe): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    graph.save(unfinished);
    const { bytes, checksum } = await checksumOfFile(unfinished);
    await rename(unfinished, path);
    const description: GraphDescription = { ...recipe, graphBytes: bytes, graphChecksum: checksum };
    await writeFileSafely(descriptionPath(path), new TextEncoder().encode(`${JSON.stringify(description)}\n`));
  } finally {
    await rm(unfinished, { force: true });
  }
}

function descriptionPath(path: string): string {
  return `${path}.json`;
}

/** @returns undefined for a file that is missing or holds something else */
async function readDescription(path: string): Promise<GraphDescription | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(descriptionPath(path), 'utf8'));
    return typeof value === 'object' && value !== null ? (value as GraphDescription) : undefined;
  } catch {
    return undefined;
  }
}

async function checksumOfFile(path: string): Promise<{ bytes: number; checksum: number }> {
  const file = await open(path);
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let bytes = 0;
    let checksum = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) return { bytes, checksum };
      checksum = crc32c(chunk.subarray(0, bytesRead), checksum);
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}
