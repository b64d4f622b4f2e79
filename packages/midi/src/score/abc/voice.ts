import type { NoteMarks } from '../model/note-marks.js';
import type { TimeSignature } from '../model/written-score.js';
import type { AbcDecoration } from './decorations.js';
import type { AbcKeyField, KeySignature } from './key-field.js';
import type { AbcBar, AbcLength, AbcPitch } from './music-tokens.js';
import { reportIssue, type TuneContext } from './tune-context.js';
import { VoiceMeasures } from './voice-measures.js';
import { VoicePitches } from './voice-pitches.js';
import { VoiceRhythm } from './voice-rhythm.js';
import { VoiceTies } from './voice-ties.js';

/** Grace notes of ABC have no lengths of their own: the music it is mostly used for crushes them. */
const CRUSHED: NoteMarks = { grace: 'short' };

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
  readonly #tune: TuneContext;
  readonly #measures: VoiceMeasures;
  readonly #pitches: VoicePitches;
  readonly #rhythm: VoiceRhythm;
  readonly #ties: VoiceTies;

  #pending: PendingEvent | undefined;
  #graces: number[][] = [];
  /** Of the next note or chord. */
  #decoration: AbcDecoration = {};

  constructor(tune: TuneContext, { part, signature, meter, unitTicks, sound }: VoiceStart) {
    this.#tune = tune;
    this.part = part;
    this.#pitches = new VoicePitches(tune, signature, sound);
    this.#rhythm = new VoiceRhythm(tune, unitTicks, meter);
    this.#ties = new VoiceTies(tune);
    this.#measures = new VoiceMeasures(tune);
    this.#measures.setMeter(meter);
  }

  get measure(): number {
    return this.#measures.measure;
  }

  /** Where the last note that was written ends, from the start of the measure. */
  get offsetTicks(): number {
    return this.#measures.offsetTicks;
  }

  /** Whether nothing stands in the measure yet. */
  get isAtBarLine(): boolean {
    return !this.#measures.isOpen;
  }

  /** Where the next note begins. */
  get place(): { measure: number; offsetTicks: number } {
    const { measure, offsetTicks } = this;
    return { measure, offsetTicks: offsetTicks + Math.round(this.#pending?.durationTicks ?? 0) };
  }

  /** The unit length. */
  get unitTicks(): number {
    return this.#rhythm.unitTicks;
  }

  set unitTicks(ticks: number) {
    this.#rhythm.unitTicks = ticks;
  }

  setKey(field: AbcKeyField): void {
    this.#pitches.setKey(field);
  }

  setMeter(meter: TimeSignature | 'free'): void {
    this.#rhythm.meter = meter;
    this.#measures.setMeter(meter);
  }

  /** A note, or notes that sound together and take the time of the first. @param length factor for all of them */
  sound(notes: readonly AbcNote[], { numerator, denominator }: AbcLength = { numerator: 1, denominator: 1 }): void {
    const factor = this.#rhythm.takeFactor() * (numerator / denominator);
    const durations = notes.map(({ length }) => this.#rhythm.ticksOf(length, factor));
    this.flush();
    this.#measures.open();
    this.#placeGraces();
    const tied = this.#ties.take();
    const sounding: PendingNote[] = [];
    for (const [index, { pitch, hasTie }] of notes.entries()) {
      const name = pitch.letter + pitch.octave;
      const carried = pitch.accidental === undefined ? tied.get(name) : undefined;
      const midi = carried ?? this.#pitches.midiPitch(pitch);
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
    this.#ties.lose(tied);
    this.#pending = { notes: sounding, durationTicks: durations[0]! };
  }

  rest(length: AbcLength): void {
    const durationTicks = this.#rhythm.ticksOf(length, this.#rhythm.takeFactor());
    this.flush();
    this.#measures.open();
    this.#ties.lose();
    this.#decoration = {};
    this.#pending = { notes: [], durationTicks };
  }

  /** Whole bars of silence. */
  restMeasures(count: number): void {
    this.flush();
    this.#ties.lose();
    for (let i = 0; i < count; i++) {
      if (i > 0) this.#closeMeasure();
      this.#measures.open();
      this.#measures.advance(this.#rhythm.barTicks);
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
    const neighbours = this.#pitches.neighboursOf(highest.written, highest.pitch);
    highest.marks = { ...marks, ornament: { ...ornament, ...neighbours } };
  }

  /** Notes that sound together before the next note and take no time of the bar. */
  grace(pitches: readonly AbcPitch[]): void {
    this.#graces.push(
      pitches.map((pitch) => this.#pitches.midiPitch(pitch)).filter((midi) => midi >= 0 && midi <= 127),
    );
  }

  tie(): void {
    const notes = this.#pending?.notes ?? [];
    if (notes.length === 0) reportIssue(this.#tune, 'tie', 'a tie that follows no note, left out');
    for (const note of notes) note.tieStart = true;
  }

  /** `>` and `<`: what one of two notes loses, the other gains. */
  breakRhythm(steps: number): void {
    if (this.#pending === undefined || Math.abs(steps) > 6) {
      reportIssue(this.#tune, 'syntax', 'broken rhythm that follows no note, left out');
      return;
    }
    const factor = this.#rhythm.breakRhythm(steps);
    this.#pending.durationTicks *= factor;
    for (const note of this.#pending.notes) note.durationTicks *= factor;
  }

  tuplet(notes: number, inTimeOf: number | undefined, count: number): void {
    this.#rhythm.tuplet(notes, inTimeOf, count);
  }

  /** Goes back by so many bar lines, to what sounds at the same time. */
  overlay(bars: number): void {
    this.flush();
    const measure = this.measure - bars + 1;
    if (measure < 0) {
      reportIssue(this.#tune, 'syntax', 'an overlay of more bars than there are');
      return;
    }
    this.#measures.returnTo(measure);
    this.#ties.changeLayer(this.#ties.layer + 1);
    this.#pitches.startBar();
  }

  bar(bar: AbcBar): void {
    this.flush();
    if (this.#measures.isOpen) this.#closeMeasure();
    this.#measures.readBar(bar);
  }

  /** A numbered ending begins. */
  beginEnding(passes: readonly number[]): void {
    this.flush();
    if (this.#measures.isOpen) this.splitMeasure();
    this.#measures.beginEnding(passes);
  }

  /** Ends the measure within its bar. */
  splitMeasure(): void {
    this.flush();
    if (!this.#measures.isOpen) return;
    this.#closeMeasure();
    this.#measures.continueBar();
  }

  /** Writes what was waiting for what follows it. */
  flush(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) {
      if (this.#graces.length > 0 && this.#measures.isOpen) this.#placeGraces();
      return;
    }
    for (const note of pending.notes) {
      this.#add(note, Math.round(note.durationTicks), undefined);
      if (note.tieStart) this.#ties.add(note.name, note.pitch);
    }
    this.#measures.advance(Math.round(pending.durationTicks));
  }

  /** To be called behind the last line. */
  finish(): void {
    this.flush();
    if (this.#measures.isOpen) this.#closeMeasure();
    this.#ties.lose();
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
      voice: `${this.#ties.layer}`,
      staff: 1,
      tieStart,
      tieStop,
      graceIndex,
      isPercussion: this.#pitches.isPercussion,
      ...(marks && { marks }),
    });
  }

  #placeGraces(): void {
    for (const [graceIndex, pitches] of this.#graces.entries()) {
      for (const pitch of pitches) this.#add({ pitch, marks: CRUSHED, tieStart: false, tieStop: false }, 0, graceIndex);
    }
    this.#graces = [];
  }

  #closeMeasure(): void {
    this.#measures.close();
    this.#pitches.startBar();
    this.#ties.changeLayer(0);
  }

  #isInRange(midi: number, { letter, octave }: AbcPitch): boolean {
    if (midi >= 0 && midi <= 127) return true;
    reportIssue(this.#tune, 'value', `pitch ${letter} of octave ${octave} is none of MIDI's, left out`);
    return false;
  }
}
