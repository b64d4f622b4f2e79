import { printable } from '../errors.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { TimeSignature } from '../model/written-score.js';
import type { ScoreIssueLog } from '../score-issues.js';
import { decorationOf, ORNAMENT_SYMBOLS } from './decorations.js';
import { defaultUnitLength, parseMeter, parsePartOrder, parseTempo, parseUnitLength } from './fields.js';
import { type KeySignature, parseKeyField, parseSoundProperties } from './key-field.js';
import { type AbcMacro, expandMacros, parseMacro } from './macros.js';
import type { AbcPitch, AbcToken } from './music-tokens.js';
import { scanMusic } from './scan-music.js';
import { signOf } from './signs.js';
import type { AbcLine } from './split-tunes.js';
import { reportIssue, type TuneContext } from './tune-context.js';
import { type AbcNote, AbcVoice } from './voice.js';

const ONE = { numerator: 1, denominator: 1 } as const;

/** What the fields of a header say. */
interface Header {
  title: string | undefined;
  composer: string | undefined;
  meter: TimeSignature | 'free';
  unitQuarters: number | undefined;
  tempo: string | undefined;
  signature: KeySignature;
  sound: ReturnType<typeof parseSoundProperties>;
  partOrder: string[] | undefined;
}

/** What a tune says beside its notes. */
export interface TuneSummary {
  readonly context: TuneContext;
  readonly partOrder: readonly string[] | undefined;
}

/** Reads the lines of a tune into a builder. */
export function readTune(
  builder: ScoreBuilder,
  issues: ScoreIssueLog,
  fileHeader: readonly AbcLine[],
  lines: readonly AbcLine[],
): TuneSummary {
  const reader = new TuneReader(builder, issues);
  for (const line of [...fileHeader, ...lines]) reader.readLine(line);
  return reader.finish();
}

class TuneReader {
  readonly #tune: TuneContext;
  readonly #header: Header = {
    title: undefined,
    composer: undefined,
    meter: { beats: 4, beatType: 4 },
    unitQuarters: undefined,
    tempo: undefined,
    signature: new Map(),
    sound: parseSoundProperties(''),
    partOrder: undefined,
  };
  readonly #voices = new Map<string, AbcVoice>();
  /** `V:` fields of the header, by voice. */
  readonly #voiceFields = new Map<string, string>();
  readonly #macros: AbcMacro[] = [];
  #voice: AbcVoice | undefined;
  #isInBody = false;
  /** The last field of the header, whose text may go on in lines without one. */
  #field = '';
  #chord: { readonly notes: AbcNote[]; readonly column: number } | undefined;
  #isInGrace = false;
  #graceChord: AbcPitch[] | undefined;

  constructor(builder: ScoreBuilder, issues: ScoreIssueLog) {
    this.#tune = {
      builder,
      issues,
      place: { line: 1, column: 1 },
      accidentalReach: 'pitch',
      symbols: new Map([['S', 'segno'], ['O', 'coda'], ...ORNAMENT_SYMBOLS]),
      signs: [],
      chordSymbols: [],
      partStarts: [],
      sectionStarts: new Set(),
      lengths: [],
    };
  }

  readLine({ text, line }: AbcLine): void {
    this.#tune.place.line = line;
    this.#tune.place.column = 1;
    if (text.startsWith('%%')) {
      this.#readInstruction(text.slice(2));
      return;
    }
    const field = /^([A-Za-z+]):(.*)$/s.exec(text);
    // In a body, `e:|` is a note before a repeat sign.
    const isMusic =
      field !== null &&
      this.#isInBody &&
      (/^[|:]/.test(field[2]!) || !/[A-Za-z+]/.test(field[1]!) || NOTES.test(field[1]!));
    if (field && !isMusic) {
      if (this.#isInBody) this.#readBodyField(field[1]!, field[2]!);
      else this.#readHeaderField(field[1]!, field[2]!);
      return;
    }
    if (text.trim() === '') return;
    if (!this.#isInBody) {
      // History and notes may go on in further lines; other lines are music whose key was forgotten.
      if (TEXT_FIELDS.test(this.#field)) return;
      reportIssue(this.#tune, 'syntax', 'music before any K: field, read in C major');
      this.#beginBody();
    }
    const music = expandMacros(text, this.#macros);
    if (music === undefined) reportIssue(this.#tune, 'value', 'macros make too much of the line, left out');
    for (const token of scanMusic(music ?? '')) {
      this.#tune.place.column = token.column;
      this.#readToken(token);
    }
    this.#endChord();
    if (this.#isInGrace) this.#endOpenGrace();
  }

  finish(): TuneSummary {
    if (!this.#isInBody) reportIssue(this.#tune, 'syntax', 'a tune without a K: field and music');
    this.#endChord();
    for (const voice of this.#voices.values()) voice.finish();
    const { builder } = this.#tune;
    builder.title = this.#header.title;
    builder.composer = this.#header.composer;
    return { context: this.#tune, partOrder: this.#header.partOrder };
  }

  #readHeaderField(letter: string, value: string): void {
    const header = this.#header;
    if (letter !== '+') this.#field = letter;
    switch (letter) {
      case 'T':
        header.title ??= value.trim() || undefined;
        break;
      case 'C':
        header.composer ??= value.trim() || undefined;
        break;
      case 'M':
        header.meter = this.#understood(parseMeter(value), 'metre', value) ?? header.meter;
        break;
      case 'L':
        header.unitQuarters = this.#understood(parseUnitLength(value), 'unit length', value);
        break;
      case 'Q':
        header.tempo = value;
        break;
      // `Y:` is how the Nottingham database wrote it.
      case 'Y':
      case 'P':
        header.partOrder = this.#understood(parsePartOrder(value), 'order of parts', value) ?? header.partOrder;
        break;
      case 'V': {
        const [id, properties] = voiceField(value);
        this.#voiceFields.set(id, `${this.#voiceFields.get(id) ?? ''} ${properties}`);
        break;
      }
      case 'U':
        this.#defineSymbol(value);
        break;
      case 'I':
        this.#readInstruction(value);
        break;
      case 'm':
        this.#defineMacro(value);
        break;
      case 'K': {
        const key = this.#understood(parseKeyField(value), 'key', value);
        header.signature = key?.signature ?? header.signature;
        header.sound = key ?? header.sound;
        this.#beginBody();
        break;
      }
    }
  }

  #beginBody(): void {
    this.#isInBody = true;
    const { tempo, unitQuarters, meter } = this.#header;
    if (tempo === undefined) return;
    const quartersPerMinute = parseTempo(tempo, unitQuarters ?? defaultUnitLength(meter));
    if (quartersPerMinute === undefined) return;
    this.#tune.builder.addTempo({ measure: 0, offsetTicks: 0, quartersPerMinute });
  }

  #readBodyField(letter: string, value: string): void {
    if (letter === 'V') {
      const [id, properties] = voiceField(value);
      this.#endChord();
      this.#voice = this.#voiceOf(id, properties);
      return;
    }
    if (letter === 'U') this.#defineSymbol(value);
    else if (letter === 'm') this.#defineMacro(value);
    else if (letter === 'I') this.#readInstruction(value);
    if (!'KMLQP'.includes(letter)) return;
    const voice = this.#currentVoice();
    voice.flush();
    if (letter === 'K') {
      const key = this.#understood(parseKeyField(value), 'key', value);
      if (key) voice.setKey(key);
    } else if (letter === 'M') {
      const meter = this.#understood(parseMeter(value), 'metre', value);
      if (meter) voice.setMeter(meter);
    } else if (letter === 'L') {
      const quarters = this.#understood(parseUnitLength(value), 'unit length', value);
      if (quarters !== undefined) voice.unitTicks = quarters * TICKS_PER_QUARTER;
    } else if (letter === 'Q') {
      const quartersPerMinute = parseTempo(value, voice.unitTicks / TICKS_PER_QUARTER);
      const { measure, offsetTicks } = voice;
      if (quartersPerMinute !== undefined) this.#tune.builder.addTempo({ measure, offsetTicks, quartersPerMinute });
    } else {
      voice.splitMeasure();
      const label = value.trim();
      const { partStarts, sectionStarts } = this.#tune;
      if (!partStarts.some((part) => part.label === label && part.measure === voice.measure)) {
        partStarts.push({ label, measure: voice.measure });
        sectionStarts.add(voice.measure);
      }
    }
  }

  #readInstruction(text: string): void {
    const reach = /^\s*propagate-accidentals\s+(not|octave|pitch)\b/.exec(text)?.[1];
    if (reach !== undefined) this.#tune.accidentalReach = reach as TuneContext['accidentalReach'];
  }

  #defineMacro(value: string): void {
    const macro = this.#understood(parseMacro(value), 'macro', value);
    if (macro) this.#macros.push(macro);
  }

  /** `U: T = !segno!` */
  #defineSymbol(value: string): void {
    const match = /^\s*([H-Wh-w~])\s*=\s*[!+]([^!+]*)[!+]/.exec(value);
    if (match) this.#tune.symbols.set(match[1]!, match[2]!);
  }

  #readToken(token: AbcToken): void {
    if (this.#isInGrace) {
      this.#readGraceToken(token);
      return;
    }
    const voice = this.#currentVoice();
    switch (token.kind) {
      case 'note': {
        const note = { pitch: token.pitch, length: token.length, hasTie: false };
        if (this.#chord) this.#chord.notes.push(note);
        else voice.sound([note]);
        break;
      }
      case 'rest':
        if (!this.#chord) voice.rest(token.length);
        break;
      case 'measure-rest':
        voice.restMeasures(token.measures);
        break;
      case 'chord-start':
        this.#endChord();
        this.#chord = { notes: [], column: token.column };
        break;
      case 'chord-end':
        this.#endChord(token.length);
        break;
      case 'grace-start':
        this.#isInGrace = true;
        break;
      case 'grace-end':
        this.#report('syntax', 'a } without its {');
        break;
      case 'bar':
        this.#endChord();
        voice.bar(token.bar);
        break;
      case 'ending':
        if (token.passes.length > 0) voice.beginEnding(token.passes);
        else this.#report('value', 'an ending of no pass');
        break;
      case 'tuplet':
        voice.tuplet(token.notes, token.inTimeOf, token.count);
        break;
      case 'broken':
        voice.breakRhythm(token.steps);
        break;
      case 'tie': {
        const last = this.#chord?.notes.pop();
        if (last) this.#chord!.notes.push({ ...last, hasTie: true });
        else voice.tie();
        break;
      }
      case 'overlay':
        voice.overlay(token.bars);
        break;
      case 'field':
        this.#readBodyField(token.letter, token.value);
        break;
      case 'symbol':
        this.#readDecoration(this.#tune.symbols.get(token.letter) ?? '');
        break;
      case 'decoration':
        this.#readDecoration(token.name);
        break;
      case 'text':
        this.#readText(token.text);
        break;
      case 'unknown':
        this.#report('syntax', `${token.text} has no meaning here`);
    }
  }

  #readGraceToken(token: AbcToken): void {
    const voice = this.#currentVoice();
    if (token.kind === 'note') {
      if (this.#graceChord) this.#graceChord.push(token.pitch);
      else voice.grace([token.pitch]);
    } else if (token.kind === 'chord-start') {
      this.#graceChord = [];
    } else if (token.kind === 'chord-end') {
      if (this.#graceChord) voice.grace(this.#graceChord);
      this.#graceChord = undefined;
    } else if (token.kind === 'grace-end') {
      this.#isInGrace = false;
    } else if (token.kind === 'bar') {
      this.#endOpenGrace();
      this.#readToken(token);
    }
  }

  #endOpenGrace(): void {
    this.#report('syntax', 'a { without its }');
    this.#isInGrace = false;
    this.#graceChord = undefined;
  }

  /** Sounds the chord in hand. @param length undefined where its bracket was not closed */
  #endChord(length?: { numerator: number; denominator: number }): void {
    const chord = this.#chord;
    this.#chord = undefined;
    if (chord === undefined) {
      if (length) this.#report('syntax', 'a ] without its [');
      return;
    }
    if (!length) {
      this.#tune.place.column = chord.column;
      this.#report('syntax', 'a [ without its ]');
    }
    if (chord.notes.length > 0) this.#currentVoice().sound(chord.notes, length ?? ONE);
  }

  /** Chord symbols stand in quotes; so do annotations, behind a sign that says where they are printed. */
  #readText(text: string): void {
    const isAnnotation = /^[\^_<>@]/.test(text);
    if (this.#readSign(isAnnotation ? text.slice(1) : text) || isAnnotation) return;
    const voice = this.#currentVoice();
    const { measure, offsetTicks } = voice.place;
    this.#tune.chordSymbols.push({ measure, offsetTicks, name: text });
  }

  #readDecoration(name: string): void {
    const decoration = decorationOf(name);
    if (decoration) this.#currentVoice().decorate(decoration);
    else this.#readSign(name);
  }

  /** @returns whether it is one that changes the order of measures */
  #readSign(name: string): boolean {
    const kinds = signOf(name);
    const voice = this.#currentVoice();
    for (const kind of kinds) this.#tune.signs.push({ kind, measure: voice.measure, isAtStart: voice.isAtBarLine });
    return kinds.length > 0;
  }

  #currentVoice(): AbcVoice {
    const [first] = this.#voiceFields.keys();
    this.#voice ??= this.#voiceOf(first ?? '', '');
    return this.#voice;
  }

  #voiceOf(id: string, properties: string): AbcVoice {
    const known = this.#voices.get(id);
    const words = `${this.#voiceFields.get(id) ?? ''} ${properties}`;
    if (known) {
      if (properties !== '') known.setKey({ ...parseSoundProperties(words), signature: undefined });
      return known;
    }
    const { signature, meter, unitQuarters, sound } = this.#header;
    const own = parseSoundProperties(words);
    const voice = new AbcVoice(this.#tune, {
      part: this.#tune.builder.addPart(voiceName(words) || printable(id)),
      signature,
      meter,
      unitTicks: (unitQuarters ?? defaultUnitLength(meter)) * TICKS_PER_QUARTER,
      sound: {
        octaves: own.octaves ?? sound.octaves,
        semitones: own.semitones ?? sound.semitones,
        isPercussion: own.isPercussion ?? sound.isPercussion,
      },
    });
    this.#voices.set(id, voice);
    return voice;
  }

  #understood<T>(value: T | undefined, what: string, text: string): T | undefined {
    if (value === undefined) this.#report('value', `${text.trim()} is no ${what}, left out`);
    return value;
  }

  #report(kind: 'syntax' | 'value', message: string): void {
    reportIssue(this.#tune, kind, message);
  }
}

/** Letters of notes and rests, which fields of a body do not begin with. */
const NOTES = /[A-Ga-gxyzZX]/;
const TEXT_FIELDS = /[HN]/;

/** `V:1 name="Tenor" clef=bass` as voice and properties. */
function voiceField(value: string): [id: string, properties: string] {
  const match = /^\s*(\S+)\s*(.*)$/s.exec(value);
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

function voiceName(properties: string): string {
  const match = /\b(?:name|nm)=(?:"([^"]*)"|(\S+))/.exec(properties);
  return printable(match?.[1] ?? match?.[2] ?? '');
}
