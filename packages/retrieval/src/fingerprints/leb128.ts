/** Bits of a byte that count; the eighth says that the number goes on (LEB128). */
export const BITS = 7;
export const GOES_ON: number = 1 << BITS;

/** Most bytes that a number below 2^32 takes. */
export const LONGEST_NUMBER = 5;

/** @returns the place behind the number */
export function writeNumber(bytes: Uint8Array, at: number, number: number): number {
  let rest = number;
  let place = at;
  while (rest >= GOES_ON) {
    bytes[place++] = (rest & (GOES_ON - 1)) | GOES_ON;
    rest >>>= BITS;
  }
  bytes[place++] = rest;
  return place;
}

/** Reads one number below 2^32 after the other. */
export class NumberReader {
  /** Where the next number begins. */
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next number; what lies behind the last byte counts as zeros. */
  next(): number {
    let number = 0;
    let byte = GOES_ON;
    for (let shift = 0; byte >= GOES_ON && shift < LONGEST_NUMBER * BITS; shift += BITS) {
      byte = this.#bytes[this.at++] ?? 0;
      number |= (byte & (GOES_ON - 1)) << shift;
    }
    return number >>> 0;
  }
}
