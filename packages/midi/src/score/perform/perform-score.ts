import { noteOrder } from '../../note-order.js';
import { allocateNoteTable, PERCUSSION_CHANNEL } from '../../note-table.js';
import { type TempoMap, tempoMapFromColumns } from '../../tempo-map.js';
import { ScoreParseError } from '../errors.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { WrittenScore } from '../model/written-score.js';
import type { ResolvedScoreOptions } from '../options.js';
import type { PerformedScore, PlayedBar } from '../score-file.js';
import type { ScoreIssueLog } from '../score-issues.js';
import { unfoldMeasures } from '../unfold/unfold.js';
import { mergeTies } from './merge-ties.js';
import { playOrnaments } from './ornaments/play-ornaments.js';
import { placeGraceNotes } from './place-grace-notes.js';
import { type PlayedMeasures, type PlayedNote, playMeasures, playNotes } from './played-notes.js';
import { playTempos } from './played-tempos.js';

const VELOCITY = 64;

type PerformanceOptions = Pick<ResolvedScoreOptions, 'repeats' | 'ornaments' | 'maxMeasures' | 'maxNotes'>;

/**
 * Plays a written score: repeats unfolded, tied notes joined, ornaments and grace notes as players do, in seconds by the
 * tempo marks, of which the one written last before a place counts there; 120 quarters a minute before the first.
 * @throws ScoreParseError for more than `maxMeasures` measures or `maxNotes` notes with repeats and ornaments played
 */
export function performScore(
  score: WrittenScore,
  { repeats, ornaments, maxMeasures, maxNotes }: PerformanceOptions,
  issues: ScoreIssueLog,
): PerformedScore {
  const order =
    repeats === 'as-written'
      ? [...score.measures.keys()]
      : (score.playOrder ?? unfoldMeasures(score.measures, { maxMeasures }));
  const measures = playMeasures(score, order);
  const played = playNotes(score, measures, maxNotes + 1);
  if (played.length > maxNotes) {
    const expected = `at most ${maxNotes} notes with repeats played (maxNotes)`;
    throw new ScoreParseError({ expected, actual: 'more' });
  }
  placeGraceNotes(played);
  const held = mergeTies(played, score, order, issues);
  const tempoMap = tempoMapFromColumns(
    { kind: 'metrical', ticksPerQuarter: TICKS_PER_QUARTER },
    playTempos(score, measures),
  );
  const notes = ornaments === 'as-written' ? held : playOrnaments(held, { measures, tempoMap, maxNotes });
  return { ...toColumns(score, notes, measures, tempoMap), parts: score.parts, tempoMap };
}

function toColumns(
  score: WrittenScore,
  notes: readonly PlayedNote[],
  measures: PlayedMeasures,
  tempoMap: TempoMap,
): Omit<PerformedScore, 'parts' | 'tempoMap'> {
  const secondsAt = withLeadIn(notes, tempoMap);
  const startSeconds = Float64Array.from(notes, ({ startTick }) => secondsAt(startTick));
  const rows = noteOrder(
    startSeconds,
    Uint8Array.from(notes, ({ pitch }) => pitch),
  );
  const table = allocateNoteTable(notes.length);
  const noteBars = new Uint32Array(notes.length);
  const noteBeats = new Float64Array(notes.length);
  let durationSeconds = 0;
  for (const [row, from] of rows.entries()) {
    const { written, pitch, bar, placeTick, endTick } = notes[from]!;
    const { barOffsetTicks, timeSignature } = score.measures[measures.order[bar]!]!;
    const offsetTicks = barOffsetTicks + placeTick - measures.startTicks[bar]!;
    table.startSeconds[row] = startSeconds[from]!;
    table.endSeconds[row] = secondsAt(endTick);
    table.pitch[row] = pitch;
    table.velocity[row] = VELOCITY;
    table.channel[row] = written.isPercussion ? PERCUSSION_CHANNEL : 0;
    table.track[row] = written.part;
    noteBars[row] = bar;
    noteBeats[row] = 1 + (offsetTicks * timeSignature.beatType) / (4 * TICKS_PER_QUARTER);
    durationSeconds = Math.max(durationSeconds, table.endSeconds[row]!);
  }
  const bars = playBars(score, measures, secondsAt);
  return { notes: table, noteBars, noteBeats, bars, durationSeconds, barAt: (seconds) => barAt(bars, seconds) };
}

/** Seconds at a tick. Where grace notes begin before the first bar, they start at 0 and all else is later by as much. */
function withLeadIn(notes: readonly PlayedNote[], tempoMap: TempoMap): (tick: number) => number {
  const first = notes.reduce((earliest, { startTick }) => Math.min(earliest, startTick), 0);
  if (first === 0) return tempoMap.secondsAt;
  // The map goes on evenly to the left of its beginning.
  const leadIn = -tempoMap.secondsAt(first);
  return (tick) => tempoMap.secondsAt(tick) + leadIn;
}

function playBars(
  { measures }: WrittenScore,
  { order, startTicks }: PlayedMeasures,
  secondsAt: (tick: number) => number,
): PlayedBar[] {
  return order.map((measure, bar) => {
    const { number, lengthTicks } = measures[measure]!;
    const startTick = startTicks[bar]!;
    return { number, measure, startSeconds: secondsAt(startTick), endSeconds: secondsAt(startTick + lengthTicks) };
  });
}

function barAt(bars: readonly PlayedBar[], seconds: number): PlayedBar | undefined {
  let low = 0;
  let high = bars.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (bars[middle]!.startSeconds <= seconds) low = middle;
    else high = middle;
  }
  return bars[low];
}
