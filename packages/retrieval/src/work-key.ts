/** What tells works apart: a piece's work, or the piece itself where nothing says which work it is of. */
export function workKey(pieceId: string, workId: string | undefined): string {
  return workId === undefined ? `piece ${pieceId}` : `work ${workId}`;
}
