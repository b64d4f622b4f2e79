import type { NoteMarks } from '../model/note-marks.js';
import { barLength } from '../model/score-builder.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { Ending, TimeSignature } from '../model/written-score.js';
import { BarAccidentals } from './bar-accidentals.js';
import type { AbcDecoration } from './decorations.js';
import type { AbcKeyField, KeySignature } from './key-field.js';
import type { AbcBar, AbcLength, AbcPitch } from './music-tokens.js';
import { reportIssue, type TuneContext } from './tune-context.js';

const LETTER_SEMITONES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const MIDDLE_C = 60;
/** Grace notes of ABC have no lengths of their own: the music it is mostly used for crushes them. */
const CRUSHED: NoteMarks = { grace: 'short' };
// The longest note there is a name for is eight whole notes; ABC scores of chant go beyond.
const MAX_NOTE_QUARTERS = 1024;
/** Tuplets of so many notes and less take 2 notes' time for 3, 3 for 2 and so on; undefined ones go by the metre. */
const TUPLET_TIMES: Readonly<Record<number, number>> = { 2: 3, 3: 2, 4: 3, 6: 2, 8: 3 };

/** A note or the notes of a chord, as they are written. */
export interface AbcNote {
  readonly pitch: AbcPitch;
  readonly length: AbcLength;
  /** A tie follows this note of a chord. */
  readonly hasTie: boolean;
}

/** A note on its way into the score: broken rhythm and ties that follow may still change it. */
interface PendingNote {
  readonly name: string;
  readonly pitch: number;
  readonly written: AbcPitch;
  marks?: NoteMarks;
  readonly tieStop: boolean;
  tieStart: boolean;
  durationTicks: number;
}

interface PendingEvent {
  readonly notes: readonly PendingNote[];
  durationTicks: number;
}

/** What a voice begins with. */
export interface VoiceStart {
  readonly part: number;
  readonly signature: KeySignature;
  readonly meter: TimeSignature | 'free';
  readonly unitTicks: number;
  readonly sound: Omit<AbcKeyField, 'signature'>;
}

/** One voice of a tune: where it is in the score, and what its notes depend on. */
export class AbcVoice {
  readonly part: number;
  measure = 0;
  offsetTicks = 0;
  unitTicks: number;
  readonly #accidentals: BarAccidentals;
  #meter: TimeSignature | 'free';
  #octaves: number;
  #semitones: number;
  #isPercussion: boolean;
  readonly #tune: TuneContext;

  #pending: PendingEvent | undefined;
  /** What broken rhythm left for the next note. */
  #nextFactor = 1;
  #tuplet: { factor: number; left: number } | undefined;
  #graces: number[][] = [];
  /** Of the next note or chord. */
  #decoration: AbcDecoration = {};
  /** Notes that a tie leads on from, by name with octave, for each layer: 0 is the voice itself, others are overlays. */
  #ties = new Map<string, number>();
  readonly #tiesOfLayers = new Map<number, Map<string, number>>();
  #layer = 0;

  /** What the next measure begins with. */
  #startsRepeat = false;
  #continuesBar = false;
  #newMeter: TimeSignature | undefined;
  #ending: Ending | undefined;
  #isOpen = false;

  constructor(tune: TuneContext, { part, signature, meter, unitTicks, sound }: VoiceStart) {
    this.#tune = tune;
    this.part = part;
    this.unitTicks = unitTicks;
    this.#accidentals = new BarAccidentals(tune, signature);
    this.#meter = meter;
    this.#newMeter = meter === 'free' ? undefined : meter;
    this.#octaves = sound.octaves ?? 0;
    this.#semitones = sound.semitones ?? 0;
    this.#isPercussion = sound.isPercussion ?? false;
  }

  /** Whether something stands in the measure already. */
  get isAtBarLine(): boolean {
    return !this.#isOpen;
  }

  /** Where the next note begins. */
  get place(): { measure: number; offsetTicks: number } {
    const { measure, offsetTicks } = this;
    return { measure, offsetTicks: offsetTicks + Math.round(this.#pending?.durationTicks ?? 0) };
  }

  setKey({ signature, octaves, semitones, isPercussion }: AbcKeyField): void {
    this.#accidentals.signature = signature ?? this.#accidentals.signature;
    this.#octaves = octaves ?? this.#octaves;
    this.#semitones = semitones ?? this.#semitones;
    this.#isPercussion = isPercussion ?? this.#isPercussion;
  }

  setMeter(meter: TimeSignature | 'free'): void {
    this.#meter = meter;
    this.#newMeter = meter === 'free' ? undefined : meter;
  }

  /** A note, or notes that sound together and take the time of the first. @param length factor for all of them */
  sound(notes: readonly AbcNote[], { numerator, denominator }: AbcLength = { numerator: 1, denominator: 1 }): void {
    const factor = this.#takeFactor() * (numerator / denominator);
    const durations = notes.map(({ length }) => this.#ticks(length, factor));
    this.flush();
    this.#open();
    this.#placeGraces();
    const tied = this.#ties;
    this.#ties = new Map();
    const sounding: PendingNote[] = [];
    for (const [index, { pitch, hasTie }] of notes.entries()) {
      const name = pitch.letter + pitch.octave;
      const carried = pitch.accidental === undefined ? tied.get(name) : undefined;
      const midi = carried ?? this.#midiPitch(pitch);
      const from = [...tied].find(([, each]) => each === midi)?.[0];
      if (from !== undefined) tied.delete(from);
      if (!this.#isInRange(midi, pitch)) continue;
      sounding.push({
        name,
        pitch: midi,
        written: pitch,
        tieStop: from !== undefined,
        tieStart: hasTie,
        durationTicks: durations[index]!,
      });
    }
    this.#applyDecoration(sounding);
    this.#reportLostTies(tied);
    this.#pending = { notes: sounding, durationTicks: durations[0]! };
  }

  rest(length: AbcLength): void {
    const durationTicks = this.#ticks(length, this.#takeFactor());
    this.flush();
    this.#open();
    this.#loseTies();
    this.#decoration = {};
    this.#pending = { notes: [], durationTicks };
  }

  /** Whole bars of silence. */
  restMeasures(count: number): void {
    this.flush();
    this.#loseTies();
    const barTicks = this.#meter === 'free' ? 4 * TICKS_PER_QUARTER : barLength(this.#meter);
    for (let i = 0; i < count; i++) {
      if (i > 0) this.#closeMeasure();
      this.#open();
      this.#advance(barTicks);
    }
  }

  /** What stands before the next note or chord; several things may. */
  decorate(decoration: AbcDecoration): void {
    this.#decoration = { ...this.#decoration, ...decoration };
  }

  /** An ornament is one of the highest note. Its neighbours follow the accidentals of the bar and the key. */
  #applyDecoration(notes: readonly PendingNote[]): void {
    const { ornament, ...marks } = this.#decoration;
    this.#decoration = {};
    if (Object.keys(marks).length > 0) for (const note of notes) note.marks = marks;
    const [first, ...others] = notes;
    if (ornament === undefined || first === undefined) return;
    const highest = others.reduce((high, note) => (note.pitch > high.pitch ? note : high), first);
    const alter = highest.pitch - this.#naturalPitch(highest.written);
    const drums = { up: 0, down: 0 };
    const neighbours = this.#isPercussion ? drums : this.#accidentals.neighboursOf(highest.written, alter);
    highest.marks = { ...marks, ornament: { ...ornament, ...neighbours } };
  }

  /** Notes that sound together before the next note and take no time of the bar. */
  grace(pitches: readonly AbcPitch[]): void {
    this.#graces.push(pitches.map((pitch) => this.#midiPitch(pitch)).filter((midi) => midi >= 0 && midi <= 127));
  }

  tie(): void {
    const notes = this.#pending?.notes ?? [];
    if (notes.length === 0) reportIssue(this.#tune, 'tie', 'a tie that follows no note, left out');
    for (const note of notes) note.tieStart = true;
  }

  /** `>` and `<`: what one note loses, the other gains. */
  breakRhythm(steps: number): void {
    if (this.#pending === undefined || Math.abs(steps) > 6) {
      reportIssue(this.#tune, 'syntax', 'broken rhythm that follows no note, left out');
      return;
    }
    const shorter = 2 ** -Math.abs(steps);
    const factor = steps > 0 ? 2 - shorter : shorter;
    this.#pending.durationTicks *= factor;
    for (const note of this.#pending.notes) note.durationTicks *= factor;
    this.#nextFactor = 2 - factor;
  }

  tuplet(notes: number, inTimeOf: number | undefined, count: number): void {
    const isCompound = this.#meter !== 'free' && this.#meter.beats % 3 === 0 && this.#meter.beatType >= 8;
    const time = inTimeOf ?? TUPLET_TIMES[notes] ?? (isCompound ? 3 : 2);
    if (notes < 1 || notes > 64 || time < 1 || time > 64 || count < 1 || count > 1000) {
      reportIssue(this.#tune, 'value', `a tuplet of ${notes} in the time of ${time}, left out`);
      return;
    }
    this.#tuplet = { factor: time / notes, left: count };
  }

  /** Goes back by so many bar lines, to what sounds at the same time. */
  overlay(bars: number): void {
    this.flush();
    const measure = this.measure - bars + 1;
    if (measure < 0) {
      reportIssue(this.#tune, 'syntax', 'an overlay of more bars than there are');
      return;
    }
    this.measure = measure;
    this.offsetTicks = 0;
    this.#changeLayer(this.#layer + 1);
    this.#accidentals.startBar();
  }

  bar({ timesPlayed, startsRepeat, endsSection }: AbcBar): void {
    this.flush();
    const { builder, sectionStarts } = this.#tune;
    if (this.#isOpen) this.#closeMeasure();
    if (timesPlayed > 1 && this.measure > 0) {
      builder.measure(this.measure - 1).repeatEnd = timesPlayed > 2 ? { times: timesPlayed } : {};
    }
    if (startsRepeat) this.#startsRepeat = true;
    if (!endsSection) return;
    sectionStarts.add(this.measure);
    this.#ending = undefined;
  }

  /** A numbered ending begins. */
  beginEnding(passes: readonly number[]): void {
    this.flush();
    if (this.#isOpen) this.splitMeasure();
    this.#ending = { passes };
  }

  /** Ends the measure within its bar. */
  splitMeasure(): void {
    this.flush();
    if (!this.#isOpen) return;
    this.#closeMeasure();
    this.#continuesBar = true;
  }

  /** Writes what was waiting for what follows it. */
  flush(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) {
      if (this.#graces.length > 0 && this.#isOpen) this.#placeGraces();
      return;
    }
    for (const note of pending.notes) {
      this.#add(note, Math.round(note.durationTicks), undefined);
      if (note.tieStart) this.#ties.set(note.name, note.pitch);
    }
    this.#advance(Math.round(pending.durationTicks));
  }

  /** To be called behind the last line. */
  finish(): void {
    this.flush();
    if (this.#isOpen) this.#closeMeasure();
    this.#loseTies();
  }

  #add(
    { pitch, tieStart, tieStop, marks }: Pick<PendingNote, 'pitch' | 'tieStart' | 'tieStop' | 'marks'>,
    durationTicks: number,
    graceIndex: number | undefined,
  ): void {
    this.#tune.builder.addNote({
      measure: this.measure,
      offsetTicks: this.offsetTicks,
      durationTicks,
      pitch,
      part: this.part,
      voice: `${this.#layer}`,
      staff: 1,
      tieStart,
      tieStop,
      graceIndex,
      isPercussion: this.#isPercussion,
      ...(marks && { marks }),
    });
  }

  #placeGraces(): void {
    for (const [graceIndex, pitches] of this.#graces.entries()) {
      for (const pitch of pitches) this.#add({ pitch, marks: CRUSHED, tieStart: false, tieStop: false }, 0, graceIndex);
    }
    this.#graces = [];
  }

  /** Gives the measure what its bar line says, when something stands behind it: lines at the end make no measure. */
  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const draft = this.#tune.builder.measure(this.measure);
    if (this.#startsRepeat) draft.startsRepeat = true;
    if (this.#continuesBar) draft.continuesBar = true;
    if (this.#newMeter) draft.timeSignature = this.#newMeter;
    // All voices of a measure share its ending.
    if (this.#ending) this.#ending = draft.ending ??= this.#ending;
    this.#startsRepeat = false;
    this.#continuesBar = false;
    this.#newMeter = undefined;
  }

  #closeMeasure(): void {
    const { lengths } = this.#tune;
    lengths[this.measure] = Math.max(lengths[this.measure] ?? 0, this.offsetTicks);
    this.measure++;
    this.offsetTicks = 0;
    this.#isOpen = false;
    this.#accidentals.startBar();
    this.#changeLayer(0);
  }

  #changeLayer(layer: number): void {
    if (layer === this.#layer) return;
    this.#tiesOfLayers.set(this.#layer, this.#ties);
    this.#ties = this.#tiesOfLayers.get(layer) ?? new Map();
    this.#layer = layer;
  }

  #advance(ticks: number): void {
    this.offsetTicks += ticks;
    this.#tune.builder.reach(this.measure, this.offsetTicks);
  }

  /** The factor of tuplet and broken rhythm for one note, chord or rest. */
  #takeFactor(): number {
    const broken = this.#nextFactor;
    this.#nextFactor = 1;
    if (this.#tuplet === undefined) return broken;
    const { factor } = this.#tuplet;
    this.#tuplet.left--;
    if (this.#tuplet.left === 0) this.#tuplet = undefined;
    return broken * factor;
  }

  #ticks({ numerator, denominator }: AbcLength, factor: number): number {
    const ticks = (this.unitTicks * factor * numerator) / denominator;
    if (ticks > 0 && ticks <= MAX_NOTE_QUARTERS * TICKS_PER_QUARTER) return ticks;
    reportIssue(this.#tune, 'value', `a length of ${numerator}/${denominator}, read as 1`);
    return this.unitTicks;
  }

  #midiPitch(pitch: AbcPitch): number {
    return this.#naturalPitch(pitch) + this.#accidentals.alterationOf(pitch);
  }

  #naturalPitch({ letter, octave }: AbcPitch): number {
    return MIDDLE_C + 12 * (octave + this.#octaves) + LETTER_SEMITONES[letter]! + this.#semitones;
  }

  #isInRange(midi: number, { letter, octave }: AbcPitch): boolean {
    if (midi >= 0 && midi <= 127) return true;
    reportIssue(this.#tune, 'value', `pitch ${letter} of octave ${octave} is none of MIDI's, left out`);
    return false;
  }

  #loseTies(): void {
    this.#reportLostTies(this.#ties);
    this.#ties = new Map();
  }

  #reportLostTies(ties: ReadonlyMap<string, number>): void {
    for (const name of ties.keys()) reportIssue(this.#tune, 'tie', `a tie from ${name} leads to no note`);
  }
}
