import { type Roll, type RollNote, rollsToSvg } from '@midizero/pitch-matrix';
import type { Match } from '../match.js';

/** Options of {@link matchToSvg}. */
export interface MatchToSvgOptions {
  /** What the query is called in the picture. @default 'query' */
  readonly queryName?: string;
}

/**
 * The evidence of a match as a picture: the query's piano roll above the piece's, one above the other what was played
 * together. Shared notes are filled boxes, notes that the query lacks empty ones, notes that the piece lacks crosses.
 * The query is stretched to the piece's tempo, the piece drawn in the query's key.
 * @returns an SVG document
 */
export function matchToSvg(match: Match, { queryName = 'query' }: MatchToSvgOptions = {}): string {
  const { alignedNotes, title = match.pieceId, transposition, tempoRatio } = match;
  const { length, pitches, querySeconds, pieceSeconds, missing, extra } = alignedNotes;
  // Query times as times of the piece, with the middle of the shared notes in place.
  const shift = median(pieceSeconds.map((seconds, i) => seconds - tempoRatio * querySeconds[i]!));
  const inPiece = (seconds: number): number => shift + tempoRatio * seconds;
  const notes = (
    pitchColumn: Uint8Array,
    seconds: Float64Array,
    mark: RollNote['mark'],
    place = (at: number): number => at,
  ): RollNote[] => Array.from(pitchColumn, (pitch, i) => ({ pitch, seconds: place(seconds[i]!), mark }));
  const query: Roll = {
    name: queryName,
    notes: [
      ...notes(pitches, querySeconds, 'filled', inPiece),
      ...notes(extra.pitches, extra.seconds, 'cross', inPiece),
    ],
    ticks: ticksBetween(match.queryStartSeconds, match.queryEndSeconds, inPiece),
  };
  const key =
    transposition === 0 ? '' : `, moved ${Math.abs(transposition)} semitones ${transposition > 0 ? 'up' : 'down'}`;
  const piece: Roll = {
    name: `${title}${key}`,
    notes: [...notes(pitches, pieceSeconds, 'filled'), ...notes(missing.pitches, missing.seconds, 'hollow')],
    ticks: ticksBetween(match.startSeconds, match.endSeconds),
  };
  return rollsToSvg({
    title: `${queryName} in ${title}`,
    rolls: [query, piece],
    links: linksOf(alignedNotes, inPiece),
    legend: [
      { mark: 'filled', label: `in both: ${length}` },
      { mark: 'hollow', label: `missing in the query: ${missing.length}` },
      { mark: 'cross', label: `extra in the query: ${extra.length}` },
    ],
  });
}

/** One line for all notes that begin together on both sides. */
function linksOf(
  { querySeconds, pieceSeconds }: Match['alignedNotes'],
  inPiece: (seconds: number) => number,
): { from: number; to: number }[] {
  const links = new Map<string, { from: number; to: number }>();
  for (const [i, seconds] of querySeconds.entries()) {
    links.set(`${seconds} ${pieceSeconds[i]}`, { from: inPiece(seconds), to: pieceSeconds[i]! });
  }
  return [...links.values()];
}

const TICK_STEPS_SECONDS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];
const MOST_TICKS = 12;

/** Round times of a stretch, in minutes and seconds. */
function ticksBetween(start: number, end: number, place = (seconds: number): number => seconds): Roll['ticks'] {
  const step = TICK_STEPS_SECONDS.find((seconds) => (end - start) / seconds <= MOST_TICKS) ?? 3600;
  const ticks: { seconds: number; label: string }[] = [];
  for (let i = Math.ceil(start / step); i * step <= end; i++) {
    const seconds = i * step;
    const rest = seconds % 60;
    const label = `${Math.floor(seconds / 60)}:${String(Math.floor(rest)).padStart(2, '0')}${step < 1 ? `.${(rest * 10) % 10}` : ''}`;
    ticks.push({ seconds: place(seconds), label });
  }
  return ticks;
}

function median(values: Float64Array): number {
  return values.length === 0 ? 0 : values.toSorted()[values.length >> 1]!;
}
