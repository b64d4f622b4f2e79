import { ScoreBuilder } from '../model/score-builder.js';
import { ticksFromQuarters } from '../model/ticks.js';
import type { WrittenNote } from '../model/written-score.js';
import type { ScoreFile } from '../score-file.js';

/** What is not the usual of a note; times in quarters. */
export interface NoteSketch extends Partial<Omit<WrittenNote, 'offsetTicks' | 'durationTicks'>> {
  readonly pitch: number;
  readonly at?: number;
  /** @default 1 */
  readonly quarters?: number;
}

/** A builder with one part and generous limits. */
export function sketchBuilder(): ScoreBuilder {
  const builder = new ScoreBuilder({ maxMeasures: 1000, maxNotes: 1000 });
  builder.addPart('Piano');
  return builder;
}

/** Adds quarter notes of the first part and voice, and what is said of them otherwise. */
export function addSketches(builder: ScoreBuilder, ...sketches: NoteSketch[]): void {
  for (const { at = 0, quarters = 1, ...note } of sketches) {
    builder.addNote({
      measure: 0,
      offsetTicks: ticksFromQuarters(at),
      durationTicks: note.graceIndex === undefined ? ticksFromQuarters(quarters) : 0,
      part: 0,
      voice: '1',
      staff: 1,
      tieStart: false,
      tieStop: false,
      graceIndex: undefined,
      isPercussion: false,
      ...note,
    });
  }
}

/** `pitch start-end` of each note, in seconds rounded to a thousandth. */
export function describeNotes({ notes }: Pick<ScoreFile, 'notes'>): string[] {
  const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;
  return Array.from(
    notes.pitch,
    (pitch, row) => `${pitch} ${round(notes.startSeconds[row]!)}-${round(notes.endSeconds[row]!)}`,
  );
}
