import picomatch from 'picomatch';
import { UnknownPieceError } from '../../failures/errors.js';

/**
 * The pieces that names or patterns mean, each once, in the order of the index. A name counts as what it is, also where it
 * could be a pattern.
 * @throws UnknownPieceError for one that means no piece
 */
export function selectPieces(ids: readonly string[], patterns: readonly string[]): string[] {
  const known = new Set(ids);
  const selected = new Set<string>();
  for (const pattern of patterns) {
    const fits = picomatch(pattern, { dot: true });
    const matches = known.has(pattern) ? [pattern] : ids.filter((id) => fits(id));
    if (matches.length === 0) throw new UnknownPieceError(pattern);
    for (const id of matches) selected.add(id);
  }
  return ids.filter((id) => selected.has(id));
}
