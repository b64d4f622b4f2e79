import { passesOf } from '../model/passes.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import type { Ending, TimeSignature } from '../model/written-score.js';
import type { ScoreIssueLog } from '../score-issues.js';
import { childrenOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';
import { ControlEvents, tupletSpansOf } from './control-events.js';
import { type LayerContext, LayerReader, type TupletSpan } from './layer-reader.js';
import { meterOf, type Staff, StaffDefinitions } from './staff-definitions.js';
import { quartersPerMinute } from './values.js';

/** Walks the sections and measures of a score in the order they are written. */
export class ScoreWalker {
  /** Places of the measures that each `measure` element stands for. */
  readonly places: Map<XmlElement, readonly number[]> = new Map();
  readonly #builder: ScoreBuilder;
  readonly #staves: StaffDefinitions;
  readonly #events: ControlEvents;
  readonly #context: LayerContext;
  readonly #spans = new Map<string, TupletSpan>();
  #measure = 0;
  #timeSignature: TimeSignature = { beats: 4, beatType: 4 };
  #startsRepeat = false;
  #ending: Ending | undefined;

  constructor(builder: ScoreBuilder, issues: ScoreIssueLog) {
    this.#builder = builder;
    this.#staves = new StaffDefinitions(builder);
    this.#events = new ControlEvents(builder);
    this.#context = { issues, notes: [], places: new Map(), spans: this.#spans, tiedPitches: new Map() };
  }

  /** Reads a `score`, `part`, `section` or `ending`. */
  readContainer(container: XmlElement): void {
    for (const child of container.children) this.#readChild(child);
  }

  /** The next container begins where the music does: the parts of a score, one after the other. */
  startPart(): void {
    this.#measure = 0;
  }

  /** Adds all notes to the score. */
  finish(): void {
    this.#events.finish(this.#context);
    for (const { id, eventId, isOctaveSounding, spelled, neighbours, ...note } of this.#context.notes) {
      if (note.pitch >= 0 && note.pitch <= 127) this.#builder.addNote(note);
    }
  }

  #readChild(child: XmlElement): void {
    switch (child.name) {
      case 'scoreDef':
        this.#define(child, this.#staves.readScoreDef(child));
        break;
      case 'staffDef':
        this.#define(child, this.#staves.readStaffDef(child));
        break;
      case 'measure':
        this.#readMeasure(child);
        break;
      case 'ending':
        this.#ending = { passes: passesOf(child.attributes.n ?? '') };
        this.readContainer(child);
        this.#ending = undefined;
        break;
      case 'app':
      case 'choice':
        for (const reading of child.children.slice(0, 1)) this.readContainer(reading);
        break;
      default:
        if (child.children.length > 0) this.readContainer(child);
    }
  }

  #define(definition: XmlElement, signature: TimeSignature | undefined): void {
    this.#timeSignature = signature ?? this.#timeSignature;
    const tempo = quartersPerMinute(definition);
    if (tempo !== undefined) {
      this.#builder.addTempo({ measure: this.#measure, offsetTicks: 0, quartersPerMinute: tempo });
    }
  }

  #readMeasure(measure: XmlElement): void {
    const index = this.#measure;
    const draft = this.#builder.measure(index);
    const { n = '', metcon, left, right } = measure.attributes;
    if (draft.number === '') this.#numberMeasure(n, metcon === 'false');
    const meter = childrenOf(measure, 'meterSig').map(meterOf).at(-1);
    this.#timeSignature = meter ?? this.#timeSignature;
    draft.timeSignature ??= this.#timeSignature;
    if (this.#ending) draft.ending ??= this.#ending;
    if (this.#startsRepeat || left === 'rptstart' || left === 'rptboth') draft.startsRepeat = true;
    if (left === 'rptend' || left === 'rptboth') this.#builder.measure(Math.max(0, index - 1)).repeatEnd = {};
    if (right === 'rptend' || right === 'rptboth') draft.repeatEnd = {};
    this.#startsRepeat = right === 'rptstart' || right === 'rptboth';
    for (const span of tupletSpansOf(measure)) this.#spans.set(span.firstId, span);
    for (const { accidentals } of this.#staves.all) accidentals.startMeasure();
    for (const child of measure.children) {
      if (child.name === 'staff') this.#readStaff(child, draft.number);
      else this.#readEvent(child);
    }
    this.#measure++;
    this.#addRestMeasures(measure, draft.number);
    this.places.set(
      measure,
      Array.from({ length: this.#measure - index }, (_, more) => index + more),
    );
  }

  /** What is not a whole bar, apart from a pickup, belongs to the bar before, unless it has a number of its own. */
  #numberMeasure(n: string, isIncomplete: boolean): void {
    const draft = this.#builder.measure(this.#measure);
    const before = this.#measure === 0 ? undefined : this.#builder.measure(this.#measure - 1).number;
    const isContinuation = isIncomplete && before !== undefined && (!/^\d+$/.test(n) || n === before);
    if (isContinuation) draft.continuesBar = true;
    draft.number = isContinuation ? before : n;
  }

  #readStaff(element: XmlElement, measureNumber: string): void {
    const staff = this.#staves.staff(element.attributes.n ?? '1');
    for (const definition of childrenOf(element, 'staffDef')) this.#staves.readStaffDef(definition);
    for (const [index, layer] of childrenOf(element, 'layer').entries()) {
      const place = {
        measure: this.#measure,
        measureNumber,
        staff,
        layer: layer.attributes.n ?? `${index + 1}`,
        timeSignature: this.#timeSignature,
      };
      this.#builder.reach(this.#measure, new LayerReader(place, this.#context).read(layer));
    }
  }

  #readEvent(element: XmlElement): void {
    const staff: Staff | undefined =
      element.attributes.staff === undefined ? undefined : this.#staves.staff(element.attributes.staff);
    this.#events.read(element, { measure: this.#measure, timeSignature: this.#timeSignature }, staff?.part);
  }

  /** Several measures of rest are written as one: each of them gets its number. */
  #addRestMeasures(measure: XmlElement, number: string): void {
    const counts = childrenOf(measure, 'staff')
      .flatMap((staff) => childrenOf(staff, 'layer'))
      .flatMap((layer) => childrenOf(layer, 'multiRest'))
      .map(({ attributes }) => numberFrom(attributes.num) ?? 1);
    const count = counts.reduce((most, each) => Math.max(most, each), 1);
    for (let more = 1; more < count; more++) {
      this.#builder.measure(this.#measure++).number = /^\d+$/.test(number) ? `${Number(number) + more}` : '';
    }
  }
}
