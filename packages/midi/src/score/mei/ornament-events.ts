import { lookUp } from '../model/look-up.js';
import { neighboursOf } from '../model/neighbours.js';
import type { Ornament } from '../model/note-marks.js';
import type { XmlElement } from '../xml/parse-xml.js';
import { alterationOfAccidental } from './accidentals.js';
import type { DraftNote } from './layer-reader.js';
import { idsOf } from './values.js';

/** Where an event stands. */
export interface OrnamentPlace {
  readonly measure: number;
  /** From the start of the measure; undefined where the event names notes only. */
  readonly offsetTicks: number | undefined;
  /** Undefined where it names no staff. */
  readonly part: number | undefined;
}

type OrnamentKindOf = (attributes: XmlElement['attributes']) => Ornament['kind'];

const KINDS: Readonly<Record<string, OrnamentKindOf>> = {
  trill: () => 'trill',
  mordent: ({ form }) => (form === 'upper' ? 'upper-mordent' : 'lower-mordent'),
  turn: ({ form, delayed }) => {
    const turn = form === 'lower' ? 'inverted-turn' : 'turn';
    return delayed === 'true' ? `delayed-${turn}` : turn;
  },
};

/** Keeps the ornaments and arpeggios that stand beside the layers until all notes are read, and gives them to their notes. */
export class OrnamentEvents {
  readonly #events: { readonly element: XmlElement; readonly place: OrnamentPlace }[] = [];

  read(element: XmlElement, place: OrnamentPlace): void {
    if (element.name === 'arpeg' || lookUp(KINDS, element.name)) this.#events.push({ element, place });
  }

  apply(notes: readonly DraftNote[]): void {
    if (this.#events.length === 0) return;
    const byId = new Map<string, DraftNote[]>();
    const byPlace = new Map<string, DraftNote[]>();
    for (const note of notes) {
      for (const id of new Set([note.id, note.eventId])) if (id !== undefined) push(byId, id, note);
      if (note.graceIndex === undefined) push(byPlace, placeKey(note.measure, note.offsetTicks, note.part), note);
    }
    for (const [index, { element, place }] of this.#events.entries()) {
      const { startid, plist } = element.attributes;
      const named = [...idsOf(plist), ...idsOf(startid)].flatMap((id) => byId.get(id) ?? []);
      const at = place.part === undefined ? '' : placeKey(place.measure, place.offsetTicks ?? Number.NaN, place.part);
      const targets = named.length > 0 ? named : (byPlace.get(at) ?? []);
      if (element.name === 'arpeg') breakChord(targets, element, `arpeg ${index}`);
      else ornament(targets, element);
    }
  }
}

function placeKey(measure: number, offsetTicks: number, part: number): string {
  return `${measure} ${offsetTicks} ${part}`;
}

function push(map: Map<string, DraftNote[]>, key: string, note: DraftNote): void {
  const known = map.get(key);
  if (known) known.push(note);
  else map.set(key, [note]);
}

function breakChord(notes: readonly DraftNote[], { attributes }: XmlElement, group: string): void {
  if (attributes.order === 'nonarp') return;
  const direction = attributes.order === 'down' ? 'down' : 'up';
  for (const note of notes) note.marks = { ...note.marks, arpeggio: { direction, group } };
}

/** An ornament is one of the highest note of a chord. */
function ornament(notes: readonly DraftNote[], { name, attributes }: XmlElement): void {
  const [first, ...others] = notes;
  if (first === undefined) return;
  const highest = others.reduce((high, note) => (note.pitch > high.pitch ? note : high), first);
  const own = {
    up: alterationOfAccidental(attributes.accidupper),
    down: alterationOfAccidental(attributes.accidlower),
  };
  const { spelled, neighbours = { up: 0, down: 0 } } = highest;
  const altered = spelled && neighboursOf(spelled, () => 0, own);
  const up = own.up === undefined || !altered ? neighbours.up : altered.up;
  const down = own.down === undefined || !altered ? neighbours.down : altered.down;
  const isLong = attributes.long === 'true';
  const kind = KINDS[name]!(attributes);
  highest.marks = { ...highest.marks, ornament: { kind, up, down, ...(isLong && { isLong }) } };
}
