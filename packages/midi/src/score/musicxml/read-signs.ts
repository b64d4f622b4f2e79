import { lookUp } from '../model/look-up.js';
import type { GraceStyle, Ornament, OrnamentKind } from '../model/note-marks.js';
import { childNumber, childOf, childrenOf, childText, type XmlElement } from '../xml/parse-xml.js';

/** What a note element says about how it is played, before its surroundings have their say. */
export interface NoteSigns {
  readonly ornament: OrnamentSign | undefined;
  readonly arpeggio: { readonly direction: 'up' | 'down'; readonly number: string | undefined } | undefined;
  readonly tremolo: TremoloSign | undefined;
  /** Trill lines that begin and end at the note, by number. */
  readonly lines: readonly { readonly type: string | undefined; readonly number: string }[];
}

export interface OrnamentSign extends Omit<Ornament, 'up' | 'down'> {
  /** Accidentals that stand at the sign, in semitones. */
  readonly accidentals: { readonly up?: number; readonly down?: number };
  /** Semitones to the upper neighbour, where the sign says them. */
  readonly trillSemitones: number | undefined;
}

export interface TremoloSign {
  readonly role: 'single' | 'first' | 'second';
  /** Strokes through the stem; 0 where they are not measured. */
  readonly strokes: number;
}

/** By the name of the element. */
const KINDS: Readonly<Record<string, OrnamentKind>> = {
  'trill-mark': 'trill',
  'inverted-mordent': 'upper-mordent',
  shake: 'upper-mordent',
  mordent: 'lower-mordent',
  turn: 'turn',
  'vertical-turn': 'turn',
  haydn: 'turn',
  'inverted-turn': 'inverted-turn',
  'inverted-vertical-turn': 'inverted-turn',
  'delayed-turn': 'delayed-turn',
  'delayed-inverted-turn': 'delayed-inverted-turn',
};

const ACCIDENTALS: Readonly<Record<string, number>> = {
  sharp: 1,
  natural: 0,
  flat: -1,
  'double-sharp': 2,
  'sharp-sharp': 2,
  'flat-flat': -2,
  'natural-sharp': 1,
  'natural-flat': -1,
};

const TRILL_STEPS: Readonly<Record<string, number>> = { whole: 2, half: 1 };
const TREMOLOS: Readonly<Record<string, TremoloSign['role']>> = { start: 'first', stop: 'second' };

/** @returns undefined for notes without any sign */
export function readSigns(note: XmlElement): NoteSigns | undefined {
  const notations = childrenOf(note, 'notations');
  if (notations.length === 0) return undefined;
  const signs = notations.flatMap((each) => childrenOf(each, 'ornaments')).flatMap(({ children }) => children);
  const arpeggio = notations.flatMap((each) => childrenOf(each, 'arpeggiate'))[0]?.attributes;
  if (signs.length === 0 && arpeggio === undefined) return undefined;
  const tremolo = signs.find(({ name }) => name === 'tremolo');
  return {
    ornament: readOrnament(signs),
    arpeggio: arpeggio && { direction: arpeggio.direction === 'down' ? 'down' : 'up', number: arpeggio.number },
    tremolo: tremolo && readTremolo(tremolo),
    lines: signs
      .filter(({ name }) => name === 'wavy-line')
      .map(({ attributes: { type, number = '1' } }) => ({ type, number })),
  };
}

/** Of several ornaments at one note, the first. */
function readOrnament(signs: readonly XmlElement[]): OrnamentSign | undefined {
  const sign = signs.find(({ name }) => Object.hasOwn(KINDS, name));
  if (sign === undefined) return undefined;
  const { attributes } = sign;
  const kind = KINDS[sign.name]!;
  const trillStep = attributes['trill-step'];
  return {
    kind,
    accidentals: readAccidentals(signs, kind),
    trillSemitones: trillStep === undefined ? undefined : lookUp(TRILL_STEPS, trillStep),
    startsOn: attributes['start-note'] === 'upper' ? 'upper' : 'main',
    endsWithTurn: ['whole', 'half'].includes(attributes['two-note-turn'] ?? ''),
    isLong: attributes.long === 'yes',
  };
}

/** An accidental below a sign is that of the lower neighbour; one without a place, that of the only or the upper one. */
function readAccidentals(signs: readonly XmlElement[], kind: OrnamentKind): OrnamentSign['accidentals'] {
  const accidentals: { up?: number; down?: number } = {};
  for (const { name, text, attributes } of signs) {
    const semitones = name === 'accidental-mark' ? lookUp(ACCIDENTALS, text.trim()) : undefined;
    if (semitones === undefined) continue;
    const isLower = kind === 'lower-mordent' || attributes.placement === 'below';
    accidentals[isLower ? 'down' : 'up'] ??= semitones;
  }
  return accidentals;
}

function readTremolo({ text, attributes }: XmlElement): TremoloSign {
  const strokes = /^\s*[1-8]\s*$/.test(text) && attributes.type !== 'unmeasured' ? Number(text) : 0;
  return { role: lookUp(TREMOLOS, attributes.type ?? '') ?? 'single', strokes };
}

const FLAGS: Readonly<Record<string, number>> = { eighth: 1, '16th': 2, '32nd': 3, '64th': 4, '128th': 5, '256th': 6 };
const UNMEASURED_STROKES = 3;

/** From one stroke of a tremolo to the next, in quarters: flags and strokes halve it. In a tuplet it is as much shorter. */
export function strokeQuarters(note: XmlElement, { role, strokes }: TremoloSign): number {
  const flags = lookUp(FLAGS, childText(note, 'type') ?? '') ?? 0;
  const ratio = role === 'single' ? tupletRatio(note) : 1;
  return ratio / 2 ** (strokes === 0 ? UNMEASURED_STROKES : strokes + flags);
}

function tupletRatio(note: XmlElement): number {
  const modification = childOf(note, 'time-modification');
  const normal = (modification && childNumber(modification, 'normal-notes')) ?? 1;
  const actual = (modification && childNumber(modification, 'actual-notes')) ?? 1;
  return normal > 0 && actual > 0 ? normal / actual : 1;
}

/** How a grace note is played, by its `grace` element. */
export function graceStyleOf({ attributes }: XmlElement): GraceStyle {
  if (attributes['steal-time-previous'] !== undefined) return 'before';
  return attributes.slash === 'yes' ? 'short' : 'long';
}
