import type { FileHandle } from 'node:fs/promises';
import type { PieceIndex } from '../../piece-index/contract.js';
import { encodeSegment } from '../../piece-index/file/encode-segment.js';
import { type Commit, commitOffset, encodeCommitPage } from '../../piece-index/file/layout.js';

/** Appends a segment behind `before`, which nobody sees yet. @returns what a commit then says */
export async function appendSegment(
  file: FileHandle,
  index: PieceIndex,
  removed: readonly string[],
  before: Commit,
): Promise<Commit> {
  const { parts, commit } = encodeSegment(index, removed, before);
  let at = before.byteLength;
  for (const part of parts) {
    await writeAt(file, part, at);
    at += part.length;
  }
  return commit;
}

/**
 * Makes a commit count. The segments are on the disk before the page that tells of them is written, and the page is when
 * this returns.
 */
export async function writeCommit(file: FileHandle, commit: Commit): Promise<void> {
  await file.datasync();
  await writeAt(file, encodeCommitPage(commit), commitOffset(commit));
  await file.datasync();
}

export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
}
