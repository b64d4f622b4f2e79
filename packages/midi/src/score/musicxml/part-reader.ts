import type { ScorePlace } from '../errors.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { JumpMarks } from '../model/written-score.js';
import type { ScoreIssueLog } from '../score-issues.js';
import { childNumber, childOf, childrenOf, childText, numberFrom, type XmlElement } from '../xml/parse-xml.js';
import { BarlineReader } from './barline-reader.js';
import { MeasureNotes } from './measure-notes.js';
import { MeasureRepeats } from './measure-repeats.js';
import type { XmlMeasure, XmlPart } from './parts-of-score.js';
import { marksOfDirectionWords, marksOfSound } from './read-marks.js';
import { readPitch, readUnpitched } from './read-pitch.js';
import { tempoOfMetronome, tempoOfSound } from './read-tempo.js';
import type { PartHeader } from './score-header.js';
import { readTimeSignature } from './time-signature.js';

/** What the parts of one score share. */
export interface PartContext {
  readonly builder: ScoreBuilder;
  readonly issues: ScoreIssueLog;
  readonly cueNotesSound: boolean;
  /** Measures with a coda sign that no `sound` explains. */
  readonly codaSigns: Set<number>;
}

/** Reads the measures of one part into the score. */
export class PartReader {
  readonly #builder: ScoreBuilder;
  readonly #issues: ScoreIssueLog;
  readonly #cueNotesSound: boolean;
  readonly #codaSigns: Set<number>;
  readonly #header: PartHeader;
  readonly #part: number;
  readonly #barlines: BarlineReader;
  readonly #notes = new MeasureNotes();
  readonly #repeats = new MeasureRepeats();
  /** Staves in slash notation, whose notes have no pitches; 0 is all of them. */
  readonly #slashes = new Set<number>();
  /** Divisions of a quarter note. */
  #divisions = 1;
  /** Semitones from written to sounding pitch; key 0 is for staves without an entry of their own. */
  readonly #transpositions = new Map<number, number>();
  #measure = 0;
  #measureNumber = '';
  /** From the start of the measure. */
  #position = 0;
  /** Where the last note that was not in a chord starts. */
  #onset = 0;
  /** Grace notes since the last other note, by voice. */
  readonly #graceCounts = new Map<string, number>();

  constructor(header: PartHeader, { builder, issues, cueNotesSound, codaSigns }: PartContext) {
    this.#builder = builder;
    this.#issues = issues;
    this.#cueNotesSound = cueNotesSound;
    this.#codaSigns = codaSigns;
    this.#header = header;
    this.#part = builder.addPart(header.name);
    this.#barlines = new BarlineReader(builder);
  }

  read({ measures }: XmlPart): void {
    for (const [index, measure] of measures.entries()) this.#readMeasure(index, measure);
  }

  #readMeasure(index: number, { attributes, children }: XmlMeasure): void {
    this.#measure = index;
    this.#position = 0;
    this.#onset = 0;
    this.#graceCounts.clear();
    const draft = this.#builder.measure(index);
    if (this.#part === 0) this.#numberMeasure(attributes);
    this.#measureNumber = draft.number;
    this.#barlines.startMeasure(index);
    for (const child of children) this.#readElement(child);
    this.#builder.reach(index, this.#position);
    for (const note of this.#repeats.complete(index, this.#notes.take())) this.#builder.addNote(note);
    this.#barlines.endMeasure();
  }

  /** Measures that are not counted (a pickup apart) belong to the bar before them. */
  #numberMeasure({ number = '', implicit }: XmlMeasure['attributes']): void {
    const draft = this.#builder.measure(this.#measure);
    const isContinuation = implicit === 'yes' && this.#measure > 0;
    draft.continuesBar = isContinuation;
    draft.number = isContinuation ? this.#builder.measure(this.#measure - 1).number : number;
  }

  #readElement(element: XmlElement): void {
    switch (element.name) {
      case 'note':
        this.#readNote(element);
        break;
      case 'backup':
        this.#move(element, -1);
        break;
      case 'forward':
        this.#move(element, 1);
        break;
      case 'attributes':
        this.#readAttributes(element);
        break;
      case 'direction':
        this.#readDirection(element);
        break;
      case 'sound':
        this.#readSound(element, this.#position);
        break;
      case 'barline':
        this.#readBarline(element);
        break;
    }
  }

  #readBarline(barline: XmlElement): void {
    this.#barlines.read(barline);
    if (barline.attributes.location === 'middle' && childOf(barline, 'repeat')) {
      this.#issues.reportOnce(
        'unsupported',
        this.#place(barline),
        'a repeat sign that stands in the middle of a note counts at the end of its measure',
      );
    }
  }

  #move(element: XmlElement, direction: 1 | -1): void {
    const target = this.#position + direction * this.#durationOf(element);
    if (target < 0) this.#report('time', element, 'a backup leads to before the measure; it goes on at its start');
    this.#builder.reach(this.#measure, this.#position);
    this.#position = Math.max(0, target);
  }

  #readNote(note: XmlElement): void {
    const isGrace = childOf(note, 'grace') !== undefined;
    const isChord = childOf(note, 'chord') !== undefined;
    const duration = isGrace ? 0 : this.#durationOf(note);
    const voice = childText(note, 'voice') ?? '1';
    if (!isChord) this.#onset = this.#position;
    if (!isChord) this.#position = Math.max(0, this.#position + duration);
    const graceIndex = isGrace ? this.#nextGrace(voice, isChord) : undefined;
    if (!isGrace) this.#graceCounts.delete(voice);
    if (childOf(note, 'rest') || (childOf(note, 'cue') && !this.#cueNotesSound)) return;
    const staff = childNumber(note, 'staff') ?? 1;
    if (this.#slashes.has(0) || this.#slashes.has(staff)) {
      this.#issues.reportOnce('unsupported', this.#place(note), 'slashes stand for no pitches and are not played');
      return;
    }
    const isUnpitched = childOf(note, 'unpitched') !== undefined;
    const pitch = isUnpitched ? readUnpitched(note, this.#header) : readPitch(note, this.#transpositionOf(staff));
    if (pitch === undefined) {
      this.#report('value', note, 'a note without a pitch from 0 to 127 is left out');
      return;
    }
    const ties = tiesOf(note);
    this.#notes.add(note, {
      measure: this.#measure,
      offsetTicks: this.#onset,
      durationTicks: Math.max(0, duration),
      pitch,
      part: this.#part,
      voice,
      staff,
      tieStart: ties.has('start'),
      tieStop: ties.has('stop'),
      graceIndex,
      isPercussion: isUnpitched || this.#header.isPercussion,
    });
  }

  #nextGrace(voice: string, isChord: boolean): number {
    const count = (this.#graceCounts.get(voice) ?? 0) + (isChord ? 0 : 1);
    this.#graceCounts.set(voice, count);
    return Math.max(0, count - 1);
  }

  /** Negative where the file says so: such files have backups that are right only with it. */
  #durationOf(element: XmlElement): number {
    const duration = childNumber(element, 'duration');
    const ticks = duration === undefined ? Number.NaN : this.#ticksOf(duration);
    if (ticks < 0) this.#report('value', element, `${element.name} of negative duration`);
    if (Number.isSafeInteger(ticks)) return ticks;
    this.#report('value', element, `${element.name} without a usable duration; it is taken as 0`);
    return 0;
  }

  #readAttributes(attributes: XmlElement): void {
    for (const child of attributes.children) {
      if (child.name === 'divisions') this.#readDivisions(child);
      else if (child.name === 'time') this.#readTime(child);
      else if (child.name === 'key') this.#notes.readKey(child);
      else if (child.name === 'transpose') this.#readTransposition(child);
      else if (child.name === 'measure-style') this.#readStyle(child);
    }
  }

  #readStyle(style: XmlElement): void {
    this.#repeats.read(style);
    const slash = childOf(style, 'slash');
    if (slash === undefined) return;
    const staff = numberFrom(style.attributes.number) ?? 0;
    if (slash.attributes.type === 'start') this.#slashes.add(staff);
    else this.#slashes.delete(staff);
  }

  #readDivisions(element: XmlElement): void {
    const divisions = numberFrom(element.text);
    if (divisions !== undefined && divisions > 0) this.#divisions = divisions;
    else this.#report('value', element, `divisions of ${element.text}; it stays at ${this.#divisions}`);
  }

  #readTime(time: XmlElement): void {
    const draft = this.#builder.measure(this.#measure);
    const signature = readTimeSignature(time);
    if (signature) draft.timeSignature ??= signature;
    else if (!childOf(time, 'senza-misura')) this.#report('value', time, 'a time signature that makes no sense');
  }

  #readTransposition(transpose: XmlElement): void {
    const staff = numberFrom(transpose.attributes.number) ?? 0;
    const semitones = childNumber(transpose, 'chromatic') ?? 0;
    const octaves = childNumber(transpose, 'octave-change') ?? 0;
    this.#transpositions.set(staff, semitones + 12 * octaves);
  }

  #transpositionOf(staff: number): number {
    return this.#transpositions.get(staff) ?? this.#transpositions.get(0) ?? 0;
  }

  #readDirection(direction: XmlElement): void {
    const types = childrenOf(direction, 'direction-type');
    const sounds = childrenOf(direction, 'sound');
    const offset = childOf(direction, 'offset');
    const isSounding = offset?.attributes.sound === 'yes';
    const position = this.#position + (isSounding ? this.#ticksOf(numberFrom(offset?.text) ?? 0) : 0);
    for (const sound of sounds) this.#readSound(sound, position);
    if (!sounds.some((sound) => tempoOfSound(sound) !== undefined)) {
      for (const metronome of types.flatMap((type) => childrenOf(type, 'metronome'))) {
        this.#addTempo(tempoOfMetronome(metronome), position);
      }
    }
    const isExplained = sounds.some((sound) => Object.keys(marksOfSound(sound)).length > 0);
    if (!isExplained) this.#readSigns(types);
  }

  /** Words and signs of a direction that does not say itself what they mean. */
  #readSigns(types: readonly XmlElement[]): void {
    this.#mark(marksOfDirectionWords(types));
    if (types.some((type) => childOf(type, 'segno'))) this.#mark({ segno: '' });
    if (types.some((type) => childOf(type, 'coda'))) this.#codaSigns.add(this.#measure);
  }

  #readSound(sound: XmlElement, position: number): void {
    const offset = childNumber(sound, 'offset');
    this.#addTempo(tempoOfSound(sound), position + this.#ticksOf(offset ?? 0));
    this.#mark(marksOfSound(sound));
    if (sound.attributes['forward-repeat'] === 'yes') this.#builder.measure(this.#measure).startsRepeat = true;
  }

  #addTempo(quartersPerMinute: number | undefined, position: number): void {
    if (quartersPerMinute === undefined) return;
    this.#builder.addTempo({ measure: this.#measure, offsetTicks: Math.max(0, position), quartersPerMinute });
  }

  #mark(marks: JumpMarks): void {
    this.#builder.mark(this.#measure, marks);
  }

  #ticksOf(divisions: number): number {
    return Math.round((divisions * TICKS_PER_QUARTER) / this.#divisions);
  }

  #place({ line }: XmlElement): ScorePlace {
    return { line, part: this.#header.name || `${this.#part + 1}`, measure: this.#measureNumber };
  }

  #report(kind: 'value' | 'time', element: XmlElement, message: string): void {
    this.#issues.report(kind, this.#place(element), message);
  }
}

/** `start`, `stop`: by the ties that sound, where there are any, else by those that are printed. */
function tiesOf(note: XmlElement): Set<string | undefined> {
  const sounding = childrenOf(note, 'tie');
  const printed = childrenOf(note, 'notations').flatMap((notations) => childrenOf(notations, 'tied'));
  return new Set((sounding.length > 0 ? sounding : printed).map(({ attributes }) => attributes.type));
}
