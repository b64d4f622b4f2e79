import { KEY_COUNT, packWindows, type WindowEncoder } from '@midizero/pitch-matrix';
import type { WindowHits, WindowSearcher } from './contract.js';

/** Hits of one query window, best first. */
interface RowHits {
  readonly windows: Uint32Array;
  readonly similarities: Float32Array;
}

/**
 * Embeddings and hits of windows asked before. A query that grows note by note shares all but its newest windows with
 * the query before, and pays for the new ones alone. Belongs to one searcher.
 */
export class WindowMemory {
  readonly #embeddings: RecentValues<Float32Array>;
  readonly #hits: RecentValues<RowHits>;

  /** @param capacity windows remembered; those not asked for longest are forgotten first */
  constructor(capacity: number) {
    this.#embeddings = new RecentValues(capacity);
    this.#hits = new RecentValues(capacity);
  }

  /** The same encoder, asked for unknown windows only. */
  encoderOver(encoder: WindowEncoder): WindowEncoder {
    const { id, dimensions, windowFrames } = encoder;
    const windowSize = windowFrames * KEY_COUNT;
    return {
      id,
      dimensions,
      windowFrames,
      encode: async (windows, options) => {
        const packed = packWindows(windows);
        const keys = rowKeys(packed, packed.length / (windowSize / 8));
        const rows = await this.#embeddings.lookUp(keys, async (missing) => {
          const embeddings = await encoder.encode(copyRows(windows, windowSize, missing), options);
          return missing.map((_, i) => embeddings.slice(i * dimensions, (i + 1) * dimensions));
        });
        const embeddings = new Float32Array(rows.length * dimensions);
        for (const [i, row] of rows.entries()) embeddings.set(row, i * dimensions);
        return embeddings;
      },
    };
  }

  /** The same searcher, asked for unknown windows only; searches that exclude windows pass straight through. */
  searcherOver(searcher: WindowSearcher, dimensions: number): WindowSearcher {
    return {
      search: async (queries, hitsPerQuery, options = {}) => {
        if (options.excluded !== undefined) return searcher.search(queries, hitsPerQuery, options);
        const components = new Uint16Array(queries.buffer, queries.byteOffset, queries.length * 2);
        const keys = rowKeys(components, queries.length / dimensions).map((key) => `${hitsPerQuery} ${key}`);
        const rows = await this.#hits.lookUp(keys, async (missing) => {
          const hits = await searcher.search(copyRows(queries, dimensions, missing), hitsPerQuery, options);
          return missing.map((_, i) => hitsOfRow(hits, i));
        });
        return joinHits(rows);
      },
      close: () => searcher.close(),
    };
  }
}

/** Values by key, of bounded number. */
class RecentValues<T> {
  readonly #capacity: number;
  /** Those used last come last. */
  readonly #values = new Map<string, T>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** @param find makes the values of the keys at the given places, none of which is known and no two of which are equal */
  async lookUp(keys: readonly string[], find: (missing: readonly number[]) => Promise<readonly T[]>): Promise<T[]> {
    const found = new Map<string, T>();
    const missing: number[] = [];
    const asked = new Set<string>();
    for (const [i, key] of keys.entries()) {
      if (asked.has(key)) continue;
      asked.add(key);
      const value = this.#values.get(key);
      if (value === undefined) missing.push(i);
      else found.set(key, value);
    }
    const made = missing.length === 0 ? [] : await find(missing);
    for (const [i, place] of missing.entries()) found.set(keys[place]!, made[i]!);
    for (const [key, value] of found) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    for (const key of this.#values.keys()) {
      if (this.#values.size <= this.#capacity) break;
      this.#values.delete(key);
    }
    return keys.map((key) => found.get(key)!);
  }
}

/** The numbers of each row as the characters of a string: equal rows, equal strings. */
function rowKeys(data: Uint8Array | Uint16Array, rowCount: number): string[] {
  const size = data.length / rowCount;
  return Array.from({ length: rowCount }, (_, row) =>
    String.fromCharCode(...data.subarray(row * size, (row + 1) * size)),
  );
}

function copyRows(data: Float32Array, size: number, rows: readonly number[]): Float32Array {
  const copy = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) copy.set(data.subarray(row * size, (row + 1) * size), i * size);
  return copy;
}

function hitsOfRow({ windows, similarities, hitsPerQuery }: WindowHits, row: number): RowHits {
  const [from, to] = [row * hitsPerQuery, (row + 1) * hitsPerQuery];
  return { windows: windows.slice(from, to), similarities: similarities.slice(from, to) };
}

function joinHits(rows: readonly RowHits[]): WindowHits {
  const hitsPerQuery = rows[0]?.windows.length ?? 0;
  const windows = new Uint32Array(rows.length * hitsPerQuery);
  const similarities = new Float32Array(rows.length * hitsPerQuery);
  for (const [i, row] of rows.entries()) {
    windows.set(row.windows, i * hitsPerQuery);
    similarities.set(row.similarities, i * hitsPerQuery);
  }
  return { queryCount: rows.length, hitsPerQuery, windows, similarities };
}
