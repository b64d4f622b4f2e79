import { readBodyField } from './body-fields.js';
import { decorationOf } from './decorations.js';
import type { AbcLength, AbcPitch, AbcToken } from './music-tokens.js';
import { signOf } from './signs.js';
import { reportIssue, type TuneContext } from './tune-context.js';
import type { AbcNote } from './voice.js';
import type { VoiceSet } from './voice-set.js';

const ONE: AbcLength = { numerator: 1, denominator: 1 };

/** Hands the pieces of music to the voice that goes on, notes of chords and groups of grace notes together. */
export class TokenReader {
  readonly #tune: TuneContext;
  readonly #voices: VoiceSet;
  #chord: { readonly notes: AbcNote[]; readonly column: number } | undefined;
  #isInGrace = false;
  #graceChord: AbcPitch[] | undefined;

  constructor(tune: TuneContext, voices: VoiceSet) {
    this.#tune = tune;
    this.#voices = voices;
  }

  read(token: AbcToken): void {
    if (this.#isInGrace) {
      this.#readGraceToken(token);
      return;
    }
    const voice = this.#voices.current;
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
        this.#reportSyntax('a } without its {');
        break;
      case 'bar':
        this.#endChord();
        voice.bar(token.bar);
        break;
      case 'ending':
        if (token.passes.length > 0) voice.beginEnding(token.passes);
        else reportIssue(this.#tune, 'value', 'an ending of no pass');
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
        if (token.letter === 'V') this.#endChord();
        readBodyField(this.#tune, this.#voices, token.letter, token.value);
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
        this.#reportSyntax(`${token.text} has no meaning here`);
    }
  }

  /** Chords and groups of grace notes end with their line. */
  endLine(): void {
    this.#endChord();
    if (this.#isInGrace) this.#endOpenGrace();
  }

  #readGraceToken(token: AbcToken): void {
    const voice = this.#voices.current;
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
      this.read(token);
    }
  }

  #endOpenGrace(): void {
    this.#reportSyntax('a { without its }');
    this.#isInGrace = false;
    this.#graceChord = undefined;
  }

  /** Sounds the chord in hand. @param length undefined where its bracket was not closed */
  #endChord(length?: AbcLength): void {
    const chord = this.#chord;
    this.#chord = undefined;
    if (chord === undefined) {
      if (length) this.#reportSyntax('a ] without its [');
      return;
    }
    if (!length) {
      this.#tune.place.column = chord.column;
      this.#reportSyntax('a [ without its ]');
    }
    if (chord.notes.length > 0) this.#voices.current.sound(chord.notes, length ?? ONE);
  }

  /** Chord symbols stand in quotes; so do annotations, behind a sign that says where they are printed. */
  #readText(text: string): void {
    const isAnnotation = /^[\^_<>@]/.test(text);
    if (this.#readSign(isAnnotation ? text.slice(1) : text) || isAnnotation) return;
    const voice = this.#voices.current;
    const { measure, offsetTicks } = voice.place;
    this.#tune.chordSymbols.push({ measure, offsetTicks, name: text });
  }

  #readDecoration(name: string): void {
    const decoration = decorationOf(name);
    if (decoration) this.#voices.current.decorate(decoration);
    else this.#readSign(name);
  }

  /** @returns whether it is one that changes the order of measures */
  #readSign(name: string): boolean {
    const kinds = signOf(name);
    const voice = this.#voices.current;
    for (const kind of kinds) this.#tune.signs.push({ kind, measure: voice.measure, isAtStart: voice.isAtBarLine });
    return kinds.length > 0;
  }

  #reportSyntax(message: string): void {
    reportIssue(this.#tune, 'syntax', message);
  }
}
