import type { TimeSignature } from '../model/written-score.js';

// Numbers beyond these are slips of the pen, not music.
const MAX_BEATS = 128;
const MAX_BEAT_TYPE = 128;
const MAX_BEATS_PER_MINUTE = 10_000;

/** `M:`. `'free'` for music without metre, undefined for what cannot be read. */
export function parseMeter(value: string): TimeSignature | 'free' | undefined {
  const text = value.trim();
  if (/^C\|/.test(text)) return { beats: 2, beatType: 2 };
  if (/^C(?![A-Za-z])/.test(text)) return { beats: 4, beatType: 4 };
  if (text === '' || /^none/i.test(text)) return 'free';
  const match = /^\(?\s*(\d{1,3}(?:\s*\+\s*\d{1,3})*)\s*\)?\s*\/\s*(\d{1,3})/.exec(text);
  if (match === null) return undefined;
  const beats = match[1]!.split('+').reduce((sum, part) => sum + Number(part), 0);
  const beatType = Number(match[2]);
  const isMusic = beats >= 1 && beats <= MAX_BEATS && beatType >= 1 && beatType <= MAX_BEAT_TYPE;
  return isMusic ? { beats, beatType } : undefined;
}

/** `L:` in quarters; undefined for what cannot be read. */
export function parseUnitLength(value: string): number | undefined {
  const match = /^\s*(\d{1,3})\s*(?:\/\s*(\d{1,4}))?/.exec(value);
  if (match === null) return undefined;
  const quarters = (4 * Number(match[1])) / Number(match[2] ?? 1);
  return quarters > 0 && quarters <= 16 ? quarters : undefined;
}

/** The unit length where no `L:` says it, in quarters: a sixteenth in metres shorter than 3/4, else an eighth. */
export function defaultUnitLength(meter: TimeSignature | 'free'): number {
  return meter !== 'free' && meter.beats / meter.beatType < 0.75 ? 1 / 4 : 1 / 2;
}

/**
 * `Q:` in quarters a minute: `1/4=120`, with text before or behind, `1/4 3/8=40` for a sum of notes; of older files
 * `120`, `C=120` and `C3=40`, which count unit lengths.
 * @param unitQuarters the unit length in quarters
 * @returns undefined for text alone, and for what cannot be read
 */
export function parseTempo(value: string, unitQuarters: number): number | undefined {
  const text = value.replaceAll(/"[^"]*"/g, ' ').trim();
  const match = /^([^=]*=)?[^\d=]*(\d{1,5}(?:\.\d{1,3})?)/.exec(text);
  if (match === null) return undefined;
  const [, beat = '', count] = match;
  const quarters = beat === '' ? unitQuarters : beatQuarters(beat.slice(0, -1), unitQuarters);
  const quartersPerMinute = Number(count) * quarters;
  return quartersPerMinute > 0 && quartersPerMinute <= MAX_BEATS_PER_MINUTE ? quartersPerMinute : undefined;
}

function beatQuarters(beat: string, unitQuarters: number): number {
  const unitLengths = /^\s*C(\d*)\s*$/.exec(beat);
  if (unitLengths) return unitQuarters * (unitLengths[1] === '' ? 1 : Number(unitLengths[1]));
  let quarters = 0;
  for (const word of beat.trim().split(/\s+/)) quarters += parseUnitLength(word) ?? Number.NaN;
  return quarters;
}

const MAX_PARTS = 1000;

/** `P:` of a header: the letters of the parts in the order they are played; `(AB)3C2` is ABABABCC. */
export function parsePartOrder(value: string): string[] | undefined {
  const groups: string[][] = [[]];
  for (const [token] of value.matchAll(/[A-Za-z()]|\d+|[^\s.]/g)) {
    const group = groups.at(-1)!;
    if (token === '(') {
      groups.push([]);
    } else if (token === ')') {
      if (groups.length === 1) return undefined;
      groups.pop();
      groups.at(-1)!.push(group.join(''));
    } else if (/^[A-Za-z]$/.test(token)) {
      group.push(token);
    } else {
      const last = group.pop();
      if (last === undefined || !/^\d+$/.test(token) || last.length * Number(token) > MAX_PARTS) return undefined;
      group.push(last.repeat(Number(token)));
    }
  }
  const order = groups.flat().join('');
  return groups.length === 1 && order !== '' && order.length <= MAX_PARTS ? [...order] : undefined;
}
