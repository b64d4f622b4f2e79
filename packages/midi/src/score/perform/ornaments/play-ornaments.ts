import type { TempoMap } from '../../../tempo-map.js';
import { ScoreParseError } from '../../errors.js';
import type { Ornament, Tremolo } from '../../model/note-marks.js';
import type { PlayedMeasures, PlayedNote } from '../played-notes.js';
import { breakChords } from './break-chords.js';
import { figureOf } from './figures.js';
import { figureTicksAt, ticksOfSeconds } from './pace.js';
import { playGraceNotes } from './play-grace-notes.js';

/** Figures and tremolos whose notes would be shorter are left out: nobody could hear them, let alone play them. */
const SHORTEST_SECONDS = 1 / 64;
/** No trill or tremolo has more notes: after a minute or two the last one is held, so that a length cannot fill the memory. */
const MOST_STROKES = 1000;

/** What playing ornaments needs to know of the performance. */
export interface OrnamentContext {
  readonly measures: PlayedMeasures;
  readonly tempoMap: TempoMap;
  readonly maxNotes: number;
}

/** A note of a figure or tremolo. */
interface Stroke {
  readonly pitch: number;
  readonly startTick: number;
  readonly endTick: number;
}

/**
 * Plays grace notes, broken chords, tremolos and ornaments.
 * @param notes tied ones joined, grace notes before the beat; their times are changed
 * @returns the notes that sound, those of one written note together
 * @throws ScoreParseError for more than `maxNotes` notes
 */
export function playOrnaments(notes: readonly PlayedNote[], context: OrnamentContext): PlayedNote[] {
  playGraceNotes(notes, context.tempoMap);
  breakChords(notes);
  const played: PlayedNote[] = [];
  for (const note of notes) {
    const { ornament, tremolo } = note.marks ?? {};
    const strokes = tremolo
      ? tremoloStrokes(note, tremolo, context)
      : ornament && figureStrokes(note, ornament, context);
    if (played.length + Math.max(1, strokes?.length ?? 0) > context.maxNotes) {
      const expected = `at most ${context.maxNotes} notes with ornaments played (maxNotes)`;
      throw new ScoreParseError({ expected, actual: 'more' });
    }
    if (strokes === undefined || strokes.length === 0) played.push(note);
    else for (const each of placeStrokes(note, strokes, context.measures)) played.push(each);
  }
  return played;
}

function tremoloStrokes(
  { pitch, startTick, endTick }: PlayedNote,
  { role, strokeTicks }: Tremolo,
  { tempoMap }: OrnamentContext,
): Stroke[] {
  if (strokeTicks < ticksOfSeconds(SHORTEST_SECONDS, startTick, tempoMap)) return [];
  const ticks = endTick - startTick;
  const period = role === 'single' ? strokeTicks : 2 * strokeTicks;
  const from = role === 'second' ? startTick - ticks + strokeTicks : startTick;
  const totalTicks = role === 'single' ? ticks : 2 * ticks;
  const count = Math.min(Math.round(totalTicks / period), MOST_STROKES);
  if (count < (role === 'single' ? 2 : 1)) return [];
  return Array.from({ length: count }, (_, index) => {
    const start = Math.round(from + index * period);
    return {
      pitch,
      startTick: start,
      endTick: count === MOST_STROKES && index === count - 1 ? Math.max(endTick, start) : start + strokeTicks,
    };
  });
}

function figureStrokes(
  { pitch, startTick, endTick, ornamentTick }: PlayedNote,
  ornament: Ornament,
  { tempoMap }: OrnamentContext,
): Stroke[] {
  const from = Math.max(ornamentTick ?? startTick, startTick);
  const { steps, noteTicks, delayTicks } = figureOf(
    ornament,
    endTick - from,
    figureTicksAt(from, tempoMap),
    MOST_STROKES,
  );
  if (noteTicks < ticksOfSeconds(SHORTEST_SECONDS, from, tempoMap)) return [];
  const figureTick = from + delayTicks;
  const strokes = steps.map((step, index) => ({
    pitch: Math.min(127, Math.max(0, pitch + step)),
    startTick: Math.round(figureTick + index * noteTicks),
    endTick: index === steps.length - 1 ? endTick : Math.round(figureTick + (index + 1) * noteTicks),
  }));
  if (figureTick === startTick) return strokes;
  // Until then the note sounds, and on into a figure that begins with it.
  const [first, ...others] = strokes;
  if (first!.pitch === pitch) return [{ ...first!, startTick }, ...others];
  return [{ pitch, startTick, endTick: Math.round(figureTick) }, ...strokes];
}

/** The first note of a figure counts where its note is written, the others where they start. */
function placeStrokes(note: PlayedNote, strokes: readonly Stroke[], { startTicks }: PlayedMeasures): PlayedNote[] {
  let { bar } = note;
  return strokes.map((stroke) => {
    if (stroke.startTick <= note.startTick) return { ...note, ...stroke };
    while (bar + 1 < startTicks.length && startTicks[bar + 1]! <= stroke.startTick) bar++;
    return { ...note, ...stroke, bar, placeTick: stroke.startTick };
  });
}
