import { printable } from '../errors.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { TimeSignature } from '../model/written-score.js';
import type { ScoreIssueKind, ScoreIssueLog } from '../score-issues.js';
import { decodeEntities } from './entities.js';
import { SpineMarks } from './note-marks.js';
import { type KernSections, parseExpansionList, parseSectionLabel } from './sections.js';
import { type Column, changesPath, SpineLayout } from './spines.js';
import {
  type KernEvent,
  parseBar,
  parseEvent,
  parseKeySignature,
  parseMeterInterpretation,
  parseTempoInterpretation,
} from './tokens.js';

const MAX_COLUMNS = 1000;
/** Times closer than this are one: sums of durations that had to be rounded. */
const TOLERANCE_TICKS = TICKS_PER_QUARTER / 1e6;

/**
 * Reads a file line by line. All columns of a line are at one moment: where what sounded in those of them ends that have
 * something new.
 */
export class KernReader {
  readonly #builder: ScoreBuilder;
  readonly #issues: ScoreIssueLog;
  readonly #layout = new SpineLayout(MAX_COLUMNS);
  readonly #starts = new Map<string, number>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #marks = new Map<number, SpineMarks>();
  #line = 0;
  #measure = 0;
  #measureStart = 0;
  #tick = 0;
  /** Whether something stands in the measure. */
  #isOpen = false;
  #number = '';
  /** What holds from the next note or rest on. */
  #startsRepeat = false;
  #continuesBar = false;
  #timeSignature: TimeSignature | undefined;
  #quartersPerMinute: number | undefined;

  constructor(builder: ScoreBuilder, issues: ScoreIssueLog) {
    this.#builder = builder;
    this.#issues = issues;
  }

  read(text: string): KernSections {
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      this.#line = index + 1;
      if (line === '') continue;
      if (line.startsWith('!')) this.#readComment(line);
      else this.#readTokens(line.split('\t'));
    }
    this.#closeMeasure();
    return { starts: this.#starts, lists: this.#lists };
  }

  /** Of comments, reference records give title and composer. */
  #readComment(line: string): void {
    const [, key, value] = /^!!!(OTL|COM)(?:@@?[^:]*)?:\s*(.*)$/.exec(line) ?? [];
    if (key === 'OTL') this.#builder.title ??= decodeEntities(value!);
    else if (key === 'COM') this.#builder.composer ??= decodeEntities(value!);
  }

  #readTokens(tokens: readonly string[]): void {
    if (tokens.some((token) => token.startsWith('**'))) {
      this.#readExclusive(tokens);
      return;
    }
    const { columns } = this.#layout;
    if (tokens.length !== columns.length) {
      this.#report('syntax', undefined, `${tokens.length} columns where ${columns.length} are, left out`);
      return;
    }
    if (tokens.every((token) => token.startsWith('*'))) this.#readInterpretations(tokens);
    else if (tokens.some((token) => token.startsWith('='))) this.#readBar(tokens);
    else this.#readData(tokens);
  }

  /** `**kern` and others: the first line, and what follows `*+`. */
  #readExclusive(tokens: readonly string[]): void {
    if (this.#layout.columns.length === 0) this.#layout.begin(tokens);
    for (const [at, { spine }] of this.#layout.columns.entries()) {
      const token = tokens[at] ?? '*';
      if (token.startsWith('**')) spine.representation = token.slice(2).trim();
    }
    // Spines stand from the lowest part to the highest.
    for (const { spine } of this.#layout.columns) {
      if (spine.representation === 'kern') spine.part ??= this.#builder.addPart('');
    }
  }

  #readInterpretations(tokens: readonly string[]): void {
    for (const [at, token] of tokens.entries()) {
      const { spine } = this.#layout.columns[at]!;
      if (spine.part !== undefined) this.#readInterpretation(token, spine.part);
    }
    if (!changesPath(tokens)) return;
    const flaw = this.#layout.follow(tokens);
    if (flaw !== '') this.#report('syntax', undefined, flaw);
  }

  #readInterpretation(token: string, part: number): void {
    const list = parseExpansionList(token);
    if (list) {
      this.#lists.set(...list);
      return;
    }
    const label = parseSectionLabel(token);
    if (label !== undefined) {
      this.#beginSection(label);
    } else if (token.startsWith('*I"')) {
      this.#builder.namePart(part, printable(token.slice(3)));
    } else if (token.startsWith('*k[')) {
      this.#marksOfPart(part).fifths = parseKeySignature(token) ?? 0;
    } else if (token.startsWith('*MM')) {
      this.#quartersPerMinute = parseTempoInterpretation(token) ?? this.#quartersPerMinute;
    } else if (/^\*M\d/.test(token)) {
      const meter = parseMeterInterpretation(token);
      if (meter === undefined) this.#report('value', undefined, `${token} is no metre, left out`);
      else this.#timeSignature = meter;
    }
  }

  #beginSection(label: string): void {
    if (this.#isOpen) {
      this.#closeMeasure();
      this.#continuesBar = true;
    }
    if (!this.#starts.has(label)) this.#starts.set(label, this.#measure);
  }

  #readBar(tokens: readonly string[]): void {
    const at = tokens.findIndex((token, column) => {
      return token.startsWith('=') && this.#layout.columns[column]!.spine.part !== undefined;
    });
    if (at < 0) return;
    const { number, endsRepeat, startsRepeat } = parseBar(tokens[at]!);
    const hadMusic = this.#isOpen;
    this.#closeMeasure();
    if (endsRepeat && this.#measure > 0) this.#builder.measure(this.#measure - 1).repeatEnd = {};
    if (startsRepeat) this.#startsRepeat = true;
    if (number !== '') this.#number = number;
    // A sign without a number divides a bar.
    else if (hadMusic && (endsRepeat || startsRepeat)) this.#continuesBar = true;
  }

  #readData(tokens: readonly string[]): void {
    const events: PlacedEvent[] = [];
    for (const [at, token] of tokens.entries()) {
      const column = this.#layout.columns[at]!;
      if (column.spine.part === undefined || token === '.' || token.startsWith('!')) continue;
      const event = parseEvent(token);
      if (event === undefined) this.#report('syntax', at, `${token} is neither note nor rest, left out`);
      else events.push({ event, column, at });
    }
    if (events.length === 0) return;
    this.#goTo(events);
    this.#open();
    for (const placed of events) this.#place(placed);
  }

  #goTo(events: readonly PlacedEvent[]): void {
    // Columns that were silent do not say what time it is.
    const now = this.#tick + TOLERANCE_TICKS;
    const ends = events.filter(({ column }) => column.endTick > now);
    if (ends.length === 0) return;
    this.#tick = Math.max(...ends.map(({ column }) => column.endTick));
    const early = ends.find(({ column }) => column.endTick < this.#tick - TOLERANCE_TICKS);
    if (early)
      this.#report('time', early.at, 'the note before ends earlier than those beside it, and is followed by silence');
  }

  #place({ event, column, at }: PlacedEvent): void {
    const { notes, isGrace } = event;
    const graceIndex = isGrace ? column.graceCount++ : undefined;
    if (!isGrace) column.graceCount = 0;
    if (!isGrace && event.quarters === undefined) this.#report('value', at, 'no duration, read as a quarter');
    const durationTicks = isGrace ? 0 : Math.round((event.quarters ?? 1) * TICKS_PER_QUARTER);
    const offsetTicks = this.#tick - this.#measureStart;
    if (!isGrace) {
      column.endTick = this.#tick + durationTicks;
      this.#builder.reach(this.#measure, offsetTicks + durationTicks);
    }
    const voice = `${column.voice}`;
    const marks = this.#marksOfPart(column.spine.part!).marksOf(event, voice);
    for (const [index, { pitch, tieStart, tieStop }] of notes.entries()) {
      if (pitch < 0 || pitch > 127) {
        this.#report('value', at, `pitch ${pitch} is none of MIDI's, left out`);
        continue;
      }
      this.#builder.addNote({
        measure: this.#measure,
        offsetTicks,
        durationTicks,
        pitch,
        part: column.spine.part!,
        voice,
        staff: 1,
        tieStart,
        tieStop,
        graceIndex,
        isPercussion: false,
        ...(marks[index] && { marks: marks[index] }),
      });
    }
  }

  #marksOfPart(part: number): SpineMarks {
    const known = this.#marks.get(part);
    if (known) return known;
    const marks = new SpineMarks();
    this.#marks.set(part, marks);
    return marks;
  }

  /** Says of the measure, and of the moment, what was said before. */
  #open(): void {
    const { measure, offsetTicks } = { measure: this.#measure, offsetTicks: this.#tick - this.#measureStart };
    if (this.#quartersPerMinute !== undefined) {
      this.#builder.addTempo({ measure, offsetTicks, quartersPerMinute: this.#quartersPerMinute });
      this.#quartersPerMinute = undefined;
    }
    if (this.#isOpen) return;
    this.#isOpen = true;
    const draft = this.#builder.measure(measure);
    draft.number = this.#number;
    if (this.#startsRepeat) draft.startsRepeat = true;
    if (this.#continuesBar) draft.continuesBar = true;
    if (this.#timeSignature) draft.timeSignature = this.#timeSignature;
    this.#startsRepeat = false;
    this.#continuesBar = false;
    this.#timeSignature = undefined;
  }

  #closeMeasure(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const marks of this.#marks.values()) marks.startMeasure();
    for (const { endTick } of this.#layout.columns) this.#tick = Math.max(this.#tick, endTick);
    this.#measure++;
    this.#measureStart = this.#tick;
  }

  #report(kind: ScoreIssueKind, column: number | undefined, message: string): void {
    const place = { line: this.#line, ...(column !== undefined && { column: column + 1 }) };
    this.#issues.report(kind, place, message);
  }
}

interface PlacedEvent {
  readonly event: KernEvent;
  readonly column: Column;
  /** Place of the column in its line. */
  readonly at: number;
}
