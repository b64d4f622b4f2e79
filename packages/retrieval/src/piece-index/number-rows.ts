/** Which rows are equal. */
export interface NumberedRows {
  /** Size n: equal rows have the same number. Numbers are given in the order in which different rows first come. */
  readonly numbers: Uint32Array;
  /** The first row of each number, ascending. */
  readonly firstRows: Uint32Array;
}

const NOBODY = 0xffff_ffff;

/**
 * Finds rows of equal words, in time and memory proportional to their number: an open hash table.
 * @param starts where each row begins in `words`, size n
 */
export function numberRows(words: Int32Array, starts: Uint32Array, rowWords: number): NumberedRows {
  const rowCount = starts.length;
  const numbers = new Uint32Array(rowCount);
  const firstRows = new Uint32Array(rowCount);
  const mask = 2 ** Math.ceil(Math.log2(2 * rowCount + 1)) - 1;
  const table = new Uint32Array(mask + 1).fill(NOBODY);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const start = starts[row]!;
    let place = hashOf(words, start, start + rowWords) & mask;
    for (;;) {
      const number = table[place]!;
      if (number === NOBODY) {
        table[place] = count;
        firstRows[count] = row;
        numbers[row] = count++;
        break;
      }
      if (areEqual(words, start, starts[firstRows[number]!]!, rowWords)) {
        numbers[row] = number;
        break;
      }
      place = (place + 1) & mask;
    }
  }
  return { numbers, firstRows: firstRows.subarray(0, count) };
}

/** After FNV-1a, by words, and mixed at the end, as the lower bits alone choose a place. */
function hashOf(words: Int32Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function areEqual(words: Int32Array, a: number, b: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (words[a + i] !== words[b + i]) return false;
  return true;
}
