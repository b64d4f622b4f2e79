import { alterationInKey, neighboursOf } from '../model/neighbours.js';
import type { NoteMarks } from '../model/note-marks.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { KernEvent, KernNote } from './tokens.js';

/** What the notes of a spine are raised by, and the marks that follow from it and from the letters at them. */
export class SpineMarks {
  /** Sharps of the key signature, flats negative. */
  fifths = 0;
  /** By step and octave, since the bar line. */
  readonly #alterations = new Map<string, number>();

  startMeasure(): void {
    this.#alterations.clear();
  }

  /** The marks of each note of an event, in order. The letter of an ornament stands at the note that it is of. */
  marksOf({ notes, isGrace, isLongGrace }: KernEvent, voice: string): (NoteMarks | undefined)[] {
    for (const { spelled } of notes) this.#alterations.set(`${spelled.step} ${spelled.octave}`, spelled.alter);
    return notes.map((note) => {
      const marks: NoteMarks = {
        ...(isGrace && { grace: isLongGrace ? 'long' : 'short' }),
        ...(note.isArpeggiated && { arpeggio: { direction: 'up', group: voice } }),
        ...(note.tremoloValue !== undefined && {
          tremolo: { role: 'single', strokeTicks: Math.round((4 * TICKS_PER_QUARTER) / note.tremoloValue) },
        }),
        ...this.#ornamentOf(note),
      };
      return Object.keys(marks).length === 0 ? undefined : marks;
    });
  }

  #ornamentOf({ ornament, spelled }: KernNote): Pick<NoteMarks, 'ornament'> {
    if (ornament === undefined) return {};
    const alterationOf = (step: number, octave: number): number =>
      this.#alterations.get(`${step} ${octave}`) ?? alterationInKey(this.fifths, step);
    return { ornament: { ...neighboursOf(spelled, alterationOf), ...ornament } };
  }
}
