import { passesOf } from '../model/passes.js';
import { ACCIDENTAL_SEMITONES } from './accidentals.js';
import type { AbcBar, AbcLength, AbcToken, AbcTokenContent } from './music-tokens.js';

/** What a match means; undefined for what is of no account. */
type Rule = readonly [pattern: RegExp, meaning: (match: RegExpExecArray) => AbcTokenContent | undefined];

const LENGTH = String.raw`(\d*)(\/*)(\d*)`;

const RULES: readonly Rule[] = [
  [/[\s`)$\\]+/y, () => undefined],
  [new RegExp(String.raw`(\^\^|\^|__|_|=)?([A-Ga-g])([,']*)${LENGTH}`, 'y'), note],
  [new RegExp(`[zx]${LENGTH}`, 'y'), (match) => ({ kind: 'rest', length: lengthFrom(match, 1) })],
  [/[ZX](\d*)/y, (match) => ({ kind: 'measure-rest', measures: match[1] === '' ? 1 : Number(match[1]) })],
  // Spacers: `y` draws room, and lasts no time.
  [/y\d*/y, () => undefined],
  [/\.?(?:[|:]|\[[|\]])(?:[|:\]]|\[(?=[|\]]))*/y, (match) => barFrom(match[0])],
  [/\[([A-Za-z]):([^[\]]*)\]/y, (match) => ({ kind: 'field', letter: match[1]!, value: match[2]! })],
  [/\[(?=\d)/y, () => undefined],
  [
    /(?<=[|:]\]?[ \t]*|\[)(\d+(?:[-,.]\d+)*)\.?/y,
    (match) => ({ kind: 'ending', passes: passesOf(match[1]!).filter((pass) => pass > 0) }),
  ],
  [/\[/y, () => ({ kind: 'chord-start' })],
  [new RegExp(`\\]${LENGTH}`, 'y'), (match) => ({ kind: 'chord-end', length: lengthFrom(match, 1) })],
  [/\{\/?/y, () => ({ kind: 'grace-start' })],
  [/\}/y, () => ({ kind: 'grace-end' })],
  [/\((\d+)(?::(\d*))?(?::(\d*))?/y, tuplet],
  // Slurs, plain and dotted.
  [/\.?\(/y, () => undefined],
  [/>+|<+/y, ([text]) => ({ kind: 'broken', steps: text[0] === '>' ? text.length : -text.length })],
  [/\.?-/y, () => ({ kind: 'tie' })],
  [/&+/y, ([text]) => ({ kind: 'overlay', bars: text.length })],
  [/"([^"]*)"/y, (match) => ({ kind: 'text', text: match[1]! })],
  [/!([^!|\s]*)!/y, (match) => ({ kind: 'decoration', name: match[1]! })],
  [/\+([A-Za-z][^+|\s]*)\+/y, (match) => ({ kind: 'decoration', name: match[1]! })],
  // A line break of older files.
  [/!/y, () => undefined],
  [/[H-Wh-w~.]/y, ([letter]) => ({ kind: 'symbol', letter })],
];

/** The pieces of a line of music, comments taken off, in their order. Whatever the line holds, every character is passed once. */
export function* scanMusic(line: string): Generator<AbcToken> {
  for (let at = 0; at < line.length; ) {
    let end = at + 1;
    let content: AbcTokenContent | undefined = { kind: 'unknown', text: line[at]! };
    for (const [pattern, meaning] of RULES) {
      pattern.lastIndex = at;
      const match = pattern.exec(line);
      if (match === null || match[0] === '') continue;
      end = pattern.lastIndex;
      content = meaning(match);
      break;
    }
    if (content !== undefined) yield { ...content, column: at + 1 };
    at = end;
  }
}

function note(match: RegExpExecArray): AbcTokenContent {
  const [, accidental, name, marks] = match;
  const letter = name!.toUpperCase();
  let octave = name === letter ? 0 : 1;
  for (const mark of marks!) octave += mark === "'" ? 1 : -1;
  return {
    kind: 'note',
    pitch: { letter, octave, accidental: accidental === undefined ? undefined : ACCIDENTAL_SEMITONES[accidental] },
    length: lengthFrom(match, 4),
  };
}

/** `3/2`, `/2`, `3/`, `//`: each stroke without a number halves. @param from group of the first of the three parts */
function lengthFrom(match: RegExpExecArray, from: number): AbcLength {
  const [numerator, strokes, denominator] = [match[from]!, match[from + 1]!, match[from + 2]!];
  const halvings = denominator === '' ? strokes.length : Math.max(0, strokes.length - 1);
  return {
    numerator: numerator === '' ? 1 : Number(numerator),
    denominator: (denominator === '' ? 1 : Number(denominator)) * 2 ** halvings,
  };
}

function barFrom(sign: string): AbcTokenContent {
  const colonsBefore = /^\.?(:*)/.exec(sign)![1]!.length;
  const isColonsOnly = /^\.?:+$/.test(sign);
  const colonsAfter = isColonsOnly ? colonsBefore - 1 : /:*$/.exec(sign)![0].length;
  if (sign === ':') return { kind: 'unknown', text: sign };
  const bar: AbcBar = {
    // `::` is `:||:`.
    timesPlayed: isColonsOnly ? Math.max(2, Math.ceil(colonsBefore / 2) + 1) : colonsBefore + 1,
    startsRepeat: colonsAfter > 0,
    endsSection: sign.replace('.', '') !== '|',
  };
  return { kind: 'bar', bar };
}

function tuplet(match: RegExpExecArray): AbcTokenContent {
  const notes = Number(match[1]);
  return {
    kind: 'tuplet',
    notes,
    inTimeOf: match[2] ? Number(match[2]) : undefined,
    count: match[3] ? Number(match[3]) : notes,
  };
}
