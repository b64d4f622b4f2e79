import type { NoteMarks } from '../model/note-marks.js';
import type { WrittenNote, WrittenScore } from '../model/written-score.js';

/** A note as it is played. Ticks are from the start of the music with its repeats. */
export interface PlayedNote {
  readonly written: WrittenNote;
  /** MIDI note number. */
  readonly pitch: number;
  /** Place in the played bars. */
  readonly bar: number;
  /** Where it is counted: the written place of its note; of repeated and alternating notes, where they start. */
  readonly placeTick: number;
  /** Negative for grace notes before the first bar. */
  startTick: number;
  endTick: number;
  /** Of a note that a tie leads into, where its ornament begins. @default its start */
  ornamentTick?: number;
  /** The marks that count: its own, or those of a note that is tied to it. */
  marks: NoteMarks | undefined;
}

/** Measures in the order they are played, with their places in time. */
export interface PlayedMeasures {
  /** Places in the score's measures. */
  readonly order: readonly number[];
  /** Size of `order`. */
  readonly startTicks: Float64Array;
}

/** Lines measures up in time. */
export function playMeasures(score: WrittenScore, order: readonly number[]): PlayedMeasures {
  const startTicks = new Float64Array(order.length);
  let tick = 0;
  for (const [bar, measure] of order.entries()) {
    startTicks[bar] = tick;
    tick += score.measures[measure]!.lengthTicks;
  }
  return { order, startTicks };
}

/** The notes of all measures in the order they are played; `limit` many at most. Grace notes are still without length. */
export function playNotes(score: WrittenScore, { order, startTicks }: PlayedMeasures, limit: number): PlayedNote[] {
  const firstNotes = firstOfMeasures(score.notes, score.measures.length);
  const notes: PlayedNote[] = [];
  for (const [bar, measure] of order.entries()) {
    const barStart = startTicks[bar]!;
    for (let index = firstNotes[measure]!; index < firstNotes[measure + 1]!; index++) {
      if (notes.length === limit) return notes;
      const written = score.notes[index]!;
      const startTick = barStart + written.offsetTicks;
      const endTick = startTick + written.durationTicks;
      notes.push({
        written,
        pitch: written.pitch,
        bar,
        placeTick: startTick,
        startTick,
        endTick,
        marks: written.marks,
      });
    }
  }
  return notes;
}

/** Size of `measureCount` + 1: the items of measure m, which come in its order, are those from entry m up to entry m + 1. */
export function firstOfMeasures(items: readonly { readonly measure: number }[], measureCount: number): Uint32Array {
  const first = new Uint32Array(measureCount + 1);
  for (const { measure } of items) first[measure + 1]!++;
  for (let measure = 0; measure < measureCount; measure++) first[measure + 1]! += first[measure]!;
  return first;
}
