import type { PieceIndex } from '../contract.js';
import { encodeSegment } from './encode-segment.js';
import { emptyCommit, encodeFirstPages, SEGMENTS_START } from './layout.js';

/**
 * The index as one file, for {@link openIndex}. The same index gives the same bytes.
 * @returns new bytes, a little more than `vectors` and frames take
 */
export function saveIndex(index: PieceIndex): Uint8Array {
  const parts: Uint8Array[] = [];
  const pages = encodeFirstPages(index, (headerLink) => {
    const empty = emptyCommit(headerLink);
    if (index.pieces.length === 0) return { ...empty, sequence: 1 };
    const segment = encodeSegment(index, [], empty);
    parts.push(...segment.parts);
    return { ...segment.commit, sequence: 1 };
  });
  const file = new Uint8Array(SEGMENTS_START + parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of [pages, ...parts]) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
