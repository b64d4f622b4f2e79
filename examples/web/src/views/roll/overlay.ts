import { iterateNotes, type NoteTable } from '@midizero/midi';
import type { Finding } from '../../engine/protocol.js';

/** Notes of one onset follow its first one by less than 0.05 s (`groupFrames`); a little more, as an index rounds its times. */
const ONSET_SECONDS = 0.06;

/** A note of the query, moved to where the piece has it. */
export interface OverlaidNote {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly pitch: number;
  /** Whether the piece has this note here. */
  readonly isInPiece: boolean;
}

export type PlaceInPiece = Pick<Finding, 'endSeconds' | 'startSeconds' | 'transposition'>;

export type Alignment = Pick<
  Finding,
  'alignedNotes' | 'queryEndSeconds' | 'queryStartSeconds' | 'startSeconds' | 'tempoRatio' | 'transposition'
>;

/** Lays the query over the piece as the search aligned them: in the piece's key, and in its time from note to note. */
export function overlayQuery(query: NoteTable, alignment: Alignment): OverlaidNote[] {
  const { alignedNotes, queryStartSeconds, queryEndSeconds, startSeconds: pieceStart } = alignment;
  const { tempoRatio, transposition } = alignment;
  const { pitches, querySeconds, pieceSeconds } = alignedNotes;
  const pairs = Array.from(querySeconds, (seconds, i): TimePair => [seconds, pieceSeconds[i]!]);
  const pieceTime = timeMap(pairs, [queryStartSeconds, pieceStart], tempoRatio);
  const sharedOnsets = new Map<number, number[]>();
  for (const [i, pitch] of pitches.entries()) {
    sharedOnsets.set(pitch, [...(sharedOnsets.get(pitch) ?? []), querySeconds[i]!]);
  }
  return Array.from(iterateNotes(query))
    .filter(({ startSeconds: at }) => at > queryStartSeconds - ONSET_SECONDS && at < queryEndSeconds + ONSET_SECONDS)
    .map(({ startSeconds, endSeconds, pitch }) => {
      const onsets = sharedOnsets.get(pitch) ?? [];
      const shared = onsets.findIndex((onset) => Math.abs(startSeconds - onset) <= ONSET_SECONDS);
      if (shared >= 0) onsets.splice(shared, 1);
      return {
        startSeconds: pieceTime(startSeconds),
        endSeconds: pieceTime(endSeconds),
        pitch: pitch - transposition,
        isInPiece: shared >= 0,
      };
    });
}

type TimePair = readonly [querySeconds: number, pieceSeconds: number];

/** Straight lines between pairs of times, and on at the pace given before the first and after the last. */
function timeMap(pairs: readonly TimePair[], start: TimePair, pace: number): (querySeconds: number) => number {
  const ascending = pairs.filter(([seconds], i) => i === 0 || seconds > pairs[i - 1]![0]);
  const first = ascending[0] ?? start;
  const last = ascending.at(-1) ?? start;
  return (seconds) => {
    if (seconds <= first[0]) return first[1] + (seconds - first[0]) * pace;
    if (seconds >= last[0]) return last[1] + (seconds - last[0]) * pace;
    const next = ascending.findIndex(([querySeconds]) => querySeconds > seconds);
    const [fromQuery, fromPiece] = ascending[next - 1]!;
    const [toQuery, toPiece] = ascending[next]!;
    return fromPiece + ((seconds - fromQuery) / (toQuery - fromQuery)) * (toPiece - fromPiece);
  };
}
