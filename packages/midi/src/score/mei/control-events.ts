import { marksOfWords } from '../model/jump-words.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { JumpMarks, TimeSignature } from '../model/written-score.js';
import { numberFrom, type XmlElement } from '../xml/parse-xml.js';
import type { DraftNote, LayerContext, TupletSpan } from './layer-reader.js';
import { OrnamentEvents } from './ornament-events.js';
import { fullText, idsOf, quartersPerMinute } from './values.js';

/** A measure that control events are in. */
export interface EventPlace {
  readonly measure: number;
  readonly timeSignature: TimeSignature;
}

/** An octave line, from its element. */
interface OctaveLine {
  readonly semitones: number;
  readonly part: number | undefined;
  readonly start: Point;
  readonly end: Point;
}

interface Point {
  readonly measure: number;
  readonly offsetTicks: number;
}

/** Reads what stands beside the layers of a measure: tempo, words, repeat marks, and keeps ties and octave lines for the end. */
export class ControlEvents {
  readonly #builder: ScoreBuilder;
  readonly #ornaments = new OrnamentEvents();
  readonly #ties: { readonly from: string; readonly to: string }[] = [];
  readonly #octaves: { readonly element: XmlElement; readonly place: EventPlace; readonly part: number | undefined }[] =
    [];

  constructor(builder: ScoreBuilder) {
    this.#builder = builder;
  }

  /** @param part the part that the event is about, where it names one staff */
  read(element: XmlElement, place: EventPlace, part: number | undefined): void {
    const { name, attributes } = element;
    if (name === 'tempo') {
      const tempo = quartersPerMinute(element);
      const offsetTicks = Math.max(0, this.#offsetOf(attributes.tstamp, place) ?? 0);
      if (tempo !== undefined)
        this.#builder.addTempo({ measure: place.measure, offsetTicks, quartersPerMinute: tempo });
    } else if (name === 'dir') {
      this.#builder.mark(place.measure, marksOfWords(fullText(element)));
    } else if (name === 'repeatMark') {
      this.#builder.mark(place.measure, marksOfRepeatMark(element));
    } else if (name === 'tie' || name === 'lv') {
      const [from] = idsOf(attributes.startid);
      const [to] = idsOf(attributes.endid);
      if (name === 'tie' && from !== undefined && to !== undefined) this.#ties.push({ from, to });
    } else if (name === 'octave') {
      this.#octaves.push({ element, place, part });
    } else {
      this.#ornaments.read(element, {
        measure: place.measure,
        offsetTicks: this.#offsetOf(attributes.tstamp, place),
        part,
      });
    }
  }

  /** Applies what had to wait until all notes were read. */
  finish({ notes, places }: LayerContext): void {
    this.#applyTies(notes);
    this.#ornaments.apply(notes);
    const lines = this.#octaves.map((octave) => this.#octaveLine(octave, places)).filter((line) => line !== undefined);
    for (const note of notes) {
      if (note.isOctaveSounding) continue;
      for (const line of lines) if (isUnder(note, line)) note.pitch += line.semitones;
    }
  }

  #applyTies(notes: readonly DraftNote[]): void {
    const byId = new Map(notes.map((note) => [note.id, note]));
    for (const { from, to } of this.#ties) {
      const start = byId.get(from);
      const end = byId.get(to);
      if (start === undefined || end === undefined) continue;
      start.tieStart = true;
      end.tieStop = true;
      // The accidental of the first is that of the second, also across a bar line.
      if (Math.abs(start.pitch - end.pitch) <= 2) end.pitch = start.pitch;
    }
  }

  #octaveLine(
    { element: { attributes }, place, part }: { element: XmlElement; place: EventPlace; part: number | undefined },
    places: LayerContext['places'],
  ): OctaveLine | undefined {
    const octaves = { '8': 1, '15': 2, '22': 3 }[attributes.dis ?? '8'] ?? 0;
    const semitones = octaves * (attributes['dis.place'] === 'below' ? -12 : 12);
    const from = places.get(idsOf(attributes.startid)[0] ?? '');
    const to = places.get(idsOf(attributes.endid)[0] ?? '');
    const start = from ?? this.#pointOf(attributes.tstamp, place);
    const end = to ?? this.#pointOf(attributes.tstamp2, place);
    return start && end && { semitones, part, start, end };
  }

  /** `2.5` in the measure, `1m+2.5` in the next. */
  #pointOf(tstamp: string | undefined, place: EventPlace): Point | undefined {
    const [, measures = '0', beat] = /^(?:(\d+)m\s*\+\s*)?(.+)$/.exec(tstamp ?? '') ?? [];
    const offsetTicks = this.#offsetOf(beat, place);
    return offsetTicks === undefined ? undefined : { measure: place.measure + Number(measures), offsetTicks };
  }

  #offsetOf(tstamp: string | undefined, { timeSignature }: EventPlace): number | undefined {
    const beat = numberFrom(tstamp);
    return beat === undefined ? undefined : Math.round(((beat - 1) * 4 * TICKS_PER_QUARTER) / timeSignature.beatType);
  }
}

function isUnder({ measure, offsetTicks, part }: DraftNote, line: OctaveLine): boolean {
  if (line.part !== undefined && part !== line.part) return false;
  const isAfterStart =
    measure > line.start.measure || (measure === line.start.measure && offsetTicks >= line.start.offsetTicks);
  const isBeforeEnd =
    measure < line.end.measure || (measure === line.end.measure && offsetTicks <= line.end.offsetTicks);
  return isAfterStart && isBeforeEnd;
}

function marksOfRepeatMark(element: XmlElement): JumpMarks {
  switch (element.attributes.func) {
    case 'coda':
      return { coda: '' };
    case 'segno':
      return { segno: '' };
    case 'dalSegno':
      return { dalSegno: '' };
    case 'daCapo':
      return { daCapo: true };
    case 'fine':
      return { fine: true };
    default:
      return marksOfWords(fullText(element));
  }
}

/** The tuplets that a measure has beside its notes. */
export function tupletSpansOf({ children }: XmlElement): TupletSpan[] {
  return children
    .filter(({ name }) => name === 'tupletSpan')
    .map(({ attributes }) => ({
      firstId: idsOf(attributes.startid)[0] ?? '',
      lastId: idsOf(attributes.endid)[0] ?? '',
      ratio: (numberFrom(attributes.numbase) ?? 2) / (numberFrom(attributes.num) ?? 3),
    }))
    .filter(({ firstId, lastId, ratio }) => firstId !== '' && lastId !== '' && ratio > 0 && Number.isFinite(ratio));
}
