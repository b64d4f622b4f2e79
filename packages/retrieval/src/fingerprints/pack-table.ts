import type { FingerprintTable } from '../piece-index/contract.js';
import { LONGEST_NUMBER, NumberReader, writeNumber } from './leb128.js';
import { SHAPE_COUNT } from './shape.js';

/**
 * A table as bytes, small where its pieces are few: how many shapes there are, of each how far it is from the one before
 * and how many bytes it has, all LEB128, then the postings.
 */
export function packTable({ shapeStarts, postings }: FingerprintTable): Uint8Array {
  const shapes: number[] = [];
  for (let shape = 0; shape < SHAPE_COUNT; shape++)
    if (shapeStarts[shape + 1]! > shapeStarts[shape]!) shapes.push(shape);
  const packed = new Uint8Array(LONGEST_NUMBER * (2 * shapes.length + 1) + postings.length);
  let end = writeNumber(packed, 0, shapes.length);
  let last = 0;
  for (const shape of shapes) {
    end = writeNumber(packed, end, shape - last);
    end = writeNumber(packed, end, shapeStarts[shape + 1]! - shapeStarts[shape]!);
    last = shape;
  }
  packed.set(postings, end);
  return packed.slice(0, end + postings.length);
}

/** @returns the table, which shares nothing with `packed`; undefined for bytes that are none */
export function unpackTable(packed: Uint8Array): FingerprintTable | undefined {
  const numbers = new NumberReader(packed);
  const shapeStarts = new Uint32Array(SHAPE_COUNT + 1);
  let shape = 0;
  let bytes = 0;
  for (let left = numbers.next(); left > 0; left--) {
    const next = shape + numbers.next();
    if (next >= SHAPE_COUNT || numbers.at >= packed.length) return undefined;
    shapeStarts.fill(bytes, shape + 1, next + 1);
    bytes += numbers.next();
    shape = next;
  }
  shapeStarts.fill(bytes, shape + 1);
  return numbers.at + bytes === packed.length ? { shapeStarts, postings: packed.slice(numbers.at) } : undefined;
}
