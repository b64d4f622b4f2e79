import type { Match } from '@midizero/retrieval';
import type { Finding } from './protocol.js';
import type { SearchableLibrary } from './searchable-library.js';

/** Matches as the page shows them. */
export function findingOf(match: Match, library: SearchableLibrary): Finding {
  const { pieceId, alternatives, startSeconds, endSeconds, queryStartSeconds, queryEndSeconds, bars } = match;
  const { alignedNotes, confidence, tempoRatio, transposition, view } = match;
  return {
    ...library.titleOf(pieceId),
    pieceId,
    startSeconds,
    endSeconds,
    queryStartSeconds,
    queryEndSeconds,
    alignedNotes,
    confidence,
    tempoRatio,
    transposition,
    view,
    ...(bars && { bars }),
    alsoAtSeconds: alternatives.filter((each) => each.pieceId === pieceId).map((each) => each.startSeconds),
  };
}
