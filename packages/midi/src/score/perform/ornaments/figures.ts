import type { Ornament } from '../../model/note-marks.js';

/** Trills have this many notes at least, shorter ones where there is no room. */
const FEWEST_TRILL_NOTES = 4;

/** A figure that an ornament stands for. */
export interface Figure {
  /** Semitones from the written note of each note, in order. The last one lasts to the end. */
  readonly steps: readonly number[];
  /** From one note to the next. */
  readonly noteTicks: number;
  /** From the start of the written note to the figure. In between, the written note sounds. */
  readonly delayTicks: number;
}

/**
 * The figure of an ornament on a note of `durationTicks` ticks, its notes `noteTicks` long, or shorter where the written
 * note leaves no room.
 * @param mostNotes trills stop there
 */
export function figureOf(ornament: Ornament, durationTicks: number, noteTicks: number, mostNotes: number): Figure {
  if (ornament.kind === 'trill') {
    const ticks = Math.min(noteTicks, durationTicks / FEWEST_TRILL_NOTES);
    const count = Math.min(Math.max(FEWEST_TRILL_NOTES, Math.floor(durationTicks / ticks + 1e-6)), mostNotes);
    return { steps: trillSteps(ornament, count), noteTicks: ticks, delayTicks: 0 };
  }
  const steps = stepsOf(ornament);
  const isDelayed = ornament.kind === 'delayed-turn' || ornament.kind === 'delayed-inverted-turn';
  // A delayed turn leaves the first half of the note alone.
  const roomTicks = isDelayed ? durationTicks / 2 : durationTicks;
  const ticks = Math.min(noteTicks, roomTicks / steps.length);
  return { steps, noteTicks: ticks, delayTicks: isDelayed ? durationTicks - steps.length * ticks : 0 };
}

function stepsOf({ kind, up, down, isLong = false }: Ornament): number[] {
  const strokes = isLong ? 2 : 1;
  switch (kind) {
    case 'upper-mordent':
      return [...Array.from({ length: strokes }, () => [0, up]).flat(), 0];
    case 'lower-mordent':
      return [...Array.from({ length: strokes }, () => [0, -down]).flat(), 0];
    case 'roll':
      return [0, up, 0, -down, 0];
    case 'inverted-turn':
    case 'delayed-inverted-turn':
      return [-down, 0, up, 0];
    default:
      return [up, 0, -down, 0];
  }
}

function trillSteps({ up, down, startsOn = 'main', endsWithTurn = false }: Ornament, count: number): number[] {
  const first = startsOn === 'upper' ? 0 : 1;
  const steps = Array.from({ length: count }, (_, index) => ((index + first) % 2 === 0 ? up : 0));
  if (!endsWithTurn) return steps;
  // The turn comes from the upper neighbour.
  return [...steps.slice(0, steps[count - 3] === 0 ? -3 : -2), -down, 0];
}
