import type { ScoreBuilder } from '../model/score-builder.js';
import type { ScoreIssueLog } from '../score-issues.js';
import { readBodyField } from './body-fields.js';
import { readDefinition, readInstruction } from './definitions.js';
import { expandMacros } from './macros.js';
import { scanMusic } from './scan-music.js';
import type { AbcLine } from './split-tunes.js';
import { TokenReader } from './token-reader.js';
import { createTuneContext, reportIssue, type TuneContext } from './tune-context.js';
import { TuneHeader } from './tune-header.js';
import { VoiceSet } from './voice-set.js';

/** Letters of notes and rests, which fields of a body do not begin with. */
const NOTES = /[A-Ga-gxyzZX]/;

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
  const reader = new TuneReader(createTuneContext(builder, issues));
  for (const line of [...fileHeader, ...lines]) reader.readLine(line);
  return reader.finish();
}

class TuneReader {
  readonly #tune: TuneContext;
  readonly #header: TuneHeader;
  readonly #voices: VoiceSet;
  readonly #tokens: TokenReader;
  #isInBody = false;

  constructor(tune: TuneContext) {
    this.#tune = tune;
    this.#header = new TuneHeader(tune);
    this.#voices = new VoiceSet(tune, this.#header);
    this.#tokens = new TokenReader(tune, this.#voices);
  }

  readLine({ text, line }: AbcLine): void {
    this.#tune.place.line = line;
    this.#tune.place.column = 1;
    if (text.startsWith('%%')) {
      readInstruction(this.#tune, text.slice(2));
      return;
    }
    const [, letter, value] = /^([A-Za-z+]):(.*)$/s.exec(text) ?? [];
    if (letter === undefined || value === undefined || (this.#isInBody && isMusic(letter, value))) {
      if (text.trim() !== '') this.#readMusic(text);
    } else if (this.#isInBody) {
      readBodyField(this.#tune, this.#voices, letter, value);
    } else {
      this.#readHeaderField(letter, value);
    }
  }

  finish(): TuneSummary {
    if (!this.#isInBody) reportIssue(this.#tune, 'syntax', 'a tune without a K: field and music');
    this.#voices.finish();
    const { title, composer, partOrder } = this.#header;
    this.#tune.builder.title = title;
    this.#tune.builder.composer = composer;
    return { context: this.#tune, partOrder };
  }

  #readHeaderField(letter: string, value: string): void {
    this.#header.readField(letter, value);
    if (letter === 'V') this.#voices.describe(value);
    else if (letter === 'K') this.#beginBody();
    else readDefinition(this.#tune, letter, value);
  }

  #beginBody(): void {
    this.#isInBody = true;
    const { quartersPerMinute } = this.#header;
    if (quartersPerMinute !== undefined) {
      this.#tune.builder.addTempo({ measure: 0, offsetTicks: 0, quartersPerMinute });
    }
  }

  #readMusic(text: string): void {
    if (!this.#isInBody) {
      if (this.#header.isInText) return;
      // Other lines without a field are music whose key was forgotten.
      reportIssue(this.#tune, 'syntax', 'music before any K: field, read in C major');
      this.#beginBody();
    }
    const music = expandMacros(text, this.#tune.macros);
    if (music === undefined) reportIssue(this.#tune, 'value', 'macros make too much of the line, left out');
    for (const token of scanMusic(music ?? '')) {
      this.#tune.place.column = token.column;
      this.#tokens.read(token);
    }
    this.#tokens.endLine();
  }
}

/** In a body, `e:|` is a note before a repeat sign. */
function isMusic(letter: string, value: string): boolean {
  return /^[|:]/.test(value) || NOTES.test(letter);
}
