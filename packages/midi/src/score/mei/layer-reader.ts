import type { ScorePlace } from '../errors.js';
import { stepOfLetter } from '../model/letters.js';
import type { SpelledPitch } from '../model/neighbours.js';
import type { NoteMarks, Tremolo } from '../model/note-marks.js';
import { barLength } from '../model/score-builder.js';
import { ticksFromQuarters } from '../model/ticks.js';
import type { TimeSignature, WrittenNote } from '../model/written-score.js';
import type { ScoreIssueLog } from '../score-issues.js';
import { childrenOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';
import { keyOfElement, naturalPitch, StaffAccidentals } from './accidentals.js';
import type { Staff } from './staff-definitions.js';
import { strokeQuarters } from './stroke-quarters.js';
import { idOf, ticksOf } from './values.js';

/** A note that control events may still change. */
export type DraftNote = { -readonly [Key in keyof WrittenNote]: WrittenNote[Key] } & {
  readonly id: string | undefined;
  /** Of its chord, or the note itself. */
  readonly eventId: string | undefined;
  /** Undefined where the name is not written, and for drums. */
  readonly spelled: SpelledPitch | undefined;
  /** Semitones to the neighbours of a note with a name. */
  readonly neighbours: { readonly up: number; readonly down: number } | undefined;
  /** The octave is the one that sounds, whatever octave line it is under. */
  readonly isOctaveSounding: boolean;
};

/** What all layers of a score share. */
export interface LayerContext {
  readonly issues: ScoreIssueLog;
  /** Receives the notes. */
  readonly notes: DraftNote[];
  /** Receives where each element with an id starts, grace notes among them, and where it ends. */
  readonly places: Map<string, { readonly measure: number; readonly offsetTicks: number; readonly endTicks: number }>;
  /** Tuplets that begin and end at elements, by the id of the first. */
  readonly spans: ReadonlyMap<string, TupletSpan>;
  /** Sounding pitches of notes with a tie to come, by staff, name and octave. */
  readonly tiedPitches: Map<string, number>;
}

/** A tuplet that is written beside the notes. */
export interface TupletSpan {
  readonly firstId: string;
  readonly lastId: string;
  readonly ratio: number;
}

/** Where a layer is. */
export interface LayerPlace {
  readonly measure: number;
  readonly measureNumber: string;
  readonly staff: Staff;
  readonly layer: string;
  readonly timeSignature: TimeSignature;
}

interface Surroundings {
  /** What values are multiplied by, in tuplets. */
  readonly ratio: number;
  readonly isGrace: boolean;
  readonly tremolo?: Tremolo;
}

const WHOLE_MEASURE: ReadonlySet<string> = new Set(['mRest', 'mSpace', 'multiRest', 'mRpt', 'mRpt2', 'multiRpt']);
const REPEAT_SIGNS: ReadonlySet<string> = new Set(['mRpt', 'mRpt2', 'multiRpt', 'halfmRpt', 'beatRpt']);

/** Reads the events of one layer of one measure. */
export class LayerReader {
  readonly #context: LayerContext;
  readonly #place: LayerPlace;
  #position = 0;
  #graceCount = 0;
  #activeSpans: readonly TupletSpan[] = [];

  constructor(place: LayerPlace, context: LayerContext) {
    this.#place = place;
    this.#context = context;
  }

  /** @returns the ticks that the layer lasts */
  read(layer: XmlElement): number {
    this.#readAll(layer.children, { ratio: 1, isGrace: false });
    return this.#position;
  }

  #readAll(elements: readonly XmlElement[], surroundings: Surroundings): void {
    for (const element of elements) this.#readElement(element, surroundings);
  }

  #readElement(element: XmlElement, around: Surroundings): void {
    const { name, attributes, children } = element;
    if (REPEAT_SIGNS.has(name)) {
      const message = 'signs that repeat a measure or a part of it are not played';
      this.#context.issues.reportOnce('unsupported', this.#at(element), message);
    }
    if (WHOLE_MEASURE.has(name)) {
      // The measures that several measures of rest stand for are added behind this one.
      this.#position += barLength(this.#place.timeSignature);
    } else if (name === 'note' || name === 'chord' || name === 'rest' || name === 'space') {
      this.#readEvent(element, around);
    } else if (name === 'tuplet') {
      const ratio = (numberFrom(attributes.numbase) ?? 2) / (numberFrom(attributes.num) ?? 3);
      this.#readAll(children, {
        ...around,
        ratio: ratio > 0 && Number.isFinite(ratio) ? around.ratio * ratio : around.ratio,
      });
    } else if (name === 'fTrem') {
      // Both of its notes are written as long as the two are together.
      const strokeTicks = ticksFromQuarters(strokeQuarters(element));
      for (const [index, child] of children.entries()) {
        const tremolo = { role: index === 0 ? 'first' : 'second', strokeTicks } as const;
        this.#readElement(child, { ...around, ratio: around.ratio / 2, tremolo });
      }
    } else if (name === 'bTrem') {
      const strokeTicks = ticksFromQuarters(strokeQuarters(element));
      this.#readAll(children, { ...around, tremolo: { role: 'single', strokeTicks } });
    } else if (name === 'graceGrp') {
      this.#readAll(children, { ...around, isGrace: true });
    } else if (name === 'keySig') {
      this.#place.staff.accidentals.key = keyOfElement(element) ?? this.#place.staff.accidentals.key;
    } else if (name === 'app' || name === 'choice') {
      this.#readAll(children.slice(0, 1), around);
    } else {
      this.#readAll(children, around);
    }
  }

  /** A note, chord, rest or space: something that lasts. */
  #readEvent(element: XmlElement, around: Surroundings): void {
    const { attributes, children } = element;
    const ids = [element, ...children].map(idOf);
    const begun = ids.map((id) => (id === undefined ? undefined : this.#context.spans.get(id)));
    this.#activeSpans = [...this.#activeSpans, ...begun.filter((span) => span !== undefined)];
    const ratio = this.#activeSpans.reduce((product, span) => product * span.ratio, around.ratio);
    const notes = element.name === 'note' ? [element] : childrenOf(element, 'note');
    const isGrace = around.isGrace || [element, ...notes].some((each) => each.attributes.grace !== undefined);
    const duration = isGrace ? 0 : this.#durationOf(element, notes, ratio);
    const graceIndex = isGrace ? this.#graceCount++ : undefined;
    if (!isGrace) this.#graceCount = 0;
    for (const note of notes) {
      if (attributes.cue !== 'true' && note.attributes.cue !== 'true')
        this.#addNote(note, element, duration, graceIndex, around.tremolo);
    }
    const offsetTicks = this.#position;
    this.#position += duration;
    for (const id of ids) {
      if (id !== undefined) {
        this.#context.places.set(id, { measure: this.#place.measure, offsetTicks, endTicks: offsetTicks + duration });
      }
    }
    this.#activeSpans = this.#activeSpans.filter(({ lastId }) => !ids.includes(lastId));
  }

  #durationOf(element: XmlElement, notes: readonly XmlElement[], ratio: number): number {
    const own = ticksOf(element) ?? notes.map(ticksOf).find((ticks) => ticks !== undefined);
    if (own === undefined) {
      this.#context.issues.report('value', this.#at(element), `${element.name} without a usable dur; it is taken as 0`);
      return 0;
    }
    return Math.round(own * ratio);
  }

  #addNote(
    note: XmlElement,
    event: XmlElement,
    durationTicks: number,
    graceIndex: number | undefined,
    tremolo: Tremolo | undefined,
  ): void {
    const { staff, measure, layer } = this.#place;
    const tie = `${event.attributes.tie ?? ''}${note === event ? '' : (note.attributes.tie ?? '')}`;
    const tieStart = /[im]/.test(tie);
    const tieStop = /[mt]/.test(tie);
    const pitch = this.#pitchOf(note, tieStart, tieStop);
    if (pitch === undefined) {
      this.#context.issues.report('value', this.#at(note), 'a note without a pitch from 0 to 127 is left out');
      return;
    }
    const spelled = staff.isPercussion ? undefined : spellingOf(note, pitch - staff.transposition);
    const isLongGrace = graceIndex !== undefined && [note, event].some((each) => each.attributes.grace === 'acc');
    const marks: NoteMarks | undefined = tremolo ? { tremolo } : isLongGrace ? { grace: 'long' } : undefined;
    this.#context.notes.push({
      measure,
      offsetTicks: this.#position,
      durationTicks,
      pitch,
      part: staff.part,
      voice: layer,
      staff: 1,
      tieStart,
      tieStop,
      graceIndex,
      isPercussion: staff.isPercussion,
      id: idOf(note),
      eventId: idOf(event),
      spelled,
      neighbours: spelled && staff.accidentals.neighboursOf(spelled),
      ...(marks && { marks }),
      isOctaveSounding: note.attributes['oct.ges'] !== undefined,
    });
  }

  #pitchOf(note: XmlElement, tieStart: boolean, tieStop: boolean): number | undefined {
    const { accidentals, transposition, part } = this.#place.staff;
    const { pname, oct, 'oct.ges': soundingOctave, pnum } = note.attributes;
    const octave = numberFrom(oct);
    const natural = naturalPitch(pname, numberFrom(soundingOctave) ?? octave);
    if (natural === undefined || pname === undefined) return inRange(numberFrom(pnum));
    const place = `${part} ${pname} ${oct}`;
    // An accidental holds on over the bar line for as long as a tie does.
    const tied = tieStop && !StaffAccidentals.isExplicit(note) ? this.#context.tiedPitches.get(place) : undefined;
    const altered = natural + accidentals.alterationOf(note, pname, octave ?? 0);
    const pitch = tied ?? inRange(Math.round(altered + transposition));
    if (tieStart && pitch !== undefined) this.#context.tiedPitches.set(place, pitch);
    return pitch;
  }

  #at({ line }: XmlElement): ScorePlace {
    const { staff, measureNumber } = this.#place;
    return { line, part: staff.name || `${staff.part + 1}`, measure: measureNumber };
  }
}

/** @param written pitch before transposition */
function spellingOf({ attributes }: XmlElement, written: number): SpelledPitch | undefined {
  const { pname = '', oct, 'oct.ges': soundingOctave } = attributes;
  const [step, octave] = [stepOfLetter(pname), numberFrom(oct)];
  const natural = naturalPitch(pname, numberFrom(soundingOctave) ?? octave);
  if (step === undefined || octave === undefined || natural === undefined) return undefined;
  return { step, octave, alter: written - natural };
}

function inRange(pitch: number | undefined): number | undefined {
  return pitch !== undefined && Number.isInteger(pitch) && pitch >= 0 && pitch <= 127 ? pitch : undefined;
}
