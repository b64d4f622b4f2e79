import { lookUp } from '../model/look-up.js';
import type { NoteMarks, Ornament } from '../model/note-marks.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';

/** What a decoration makes of the note or chord that follows it. */
export interface AbcDecoration extends Omit<NoteMarks, 'ornament' | 'grace'> {
  readonly ornament?: Omit<Ornament, 'up' | 'down'>;
}

/** Letters that stand for ornaments unless `U:` says something else. */
export const ORNAMENT_SYMBOLS: readonly (readonly [letter: string, name: string])[] = [
  ['~', 'roll'],
  ['T', 'trill'],
  ['M', 'lowermordent'],
  ['P', 'uppermordent'],
];

const DECORATIONS: Readonly<Record<string, AbcDecoration>> = {
  roll: { ornament: { kind: 'roll' } },
  trill: { ornament: { kind: 'trill' } },
  'trill(': { ornament: { kind: 'trill' } },
  lowermordent: { ornament: { kind: 'lower-mordent' } },
  mordent: { ornament: { kind: 'lower-mordent' } },
  uppermordent: { ornament: { kind: 'upper-mordent' } },
  pralltriller: { ornament: { kind: 'upper-mordent' } },
  turn: { ornament: { kind: 'turn' } },
  turnx: { ornament: { kind: 'turn' } },
  invertedturn: { ornament: { kind: 'inverted-turn' } },
  invertedturnx: { ornament: { kind: 'inverted-turn' } },
  arpeggio: { arpeggio: { direction: 'up', group: '' } },
  '/': tremolo(1),
  '//': tremolo(2),
  '///': tremolo(3),
};

function tremolo(strokes: number): AbcDecoration {
  return { tremolo: { role: 'single', strokeTicks: TICKS_PER_QUARTER / 2 ** strokes } };
}

/** The decoration of a name between `!`; undefined for those that leave the notes as they are. */
export function decorationOf(name: string): AbcDecoration | undefined {
  return lookUp(DECORATIONS, name);
}
