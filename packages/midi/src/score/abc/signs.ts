import { lookUp } from '../model/look-up.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import type { AbcSign } from './tune-context.js';

type Kind = AbcSign['kind'];

/** Decorations and words above the staff, without spaces, dots and case. */
const SIGNS: Readonly<Record<string, readonly Kind[]>> = {
  segno: ['segno'],
  coda: ['coda'],
  tocoda: ['to-coda'],
  dacoda: ['to-coda'],
  fine: ['fine'],
  dc: ['da-capo'],
  dacapo: ['da-capo'],
  dcalfine: ['da-capo'],
  dacapoalfine: ['da-capo'],
  dcalcoda: ['da-capo'],
  ds: ['dal-segno'],
  dalsegno: ['dal-segno'],
  dsalfine: ['dal-segno'],
  dalsegnoalfine: ['dal-segno'],
  dsalcoda: ['dal-segno'],
};

/** What a decoration, or words above the staff, say about the order of measures; nothing for any other. */
export function signOf(name: string): readonly Kind[] {
  if (name.length > 24) return [];
  const key = name.toLowerCase().replaceAll(/[\s.]/g, '');
  return lookUp(SIGNS, key) ?? [];
}

/**
 * Puts signs into their measures. "D.C." and "fine" hold at the end of the measure they stand in, and behind a bar line
 * with nothing more, of the one before. Of two coda signs the first says "to coda".
 */
export function placeSigns(builder: ScoreBuilder, signs: readonly AbcSign[]): void {
  const codas = signs.flatMap(({ kind, measure }) => (kind === 'coda' ? [measure] : []));
  const hasToCoda = signs.some(({ kind }) => kind === 'to-coda');
  const firstCoda = codas.reduce((first, measure) => Math.min(first, measure), Number.POSITIVE_INFINITY);
  const hasTwoCodas = codas.some((measure) => measure !== firstCoda);
  for (const { kind, measure, isAtStart } of signs) {
    const isLeaving = kind === 'to-coda' || (kind === 'coda' && !hasToCoda && hasTwoCodas && measure === firstCoda);
    // Where play leaves for the coda, the sign stands over the bar line, or over the first note not played any more.
    const isBehindLast = measure >= builder.measureCount;
    const ending = Math.max(0, isBehindLast || (isLeaving && isAtStart) ? measure - 1 : measure);
    if (ending >= builder.measureCount) continue;
    if (isLeaving) builder.mark(ending, { toCoda: '' });
    else if (kind === 'coda') builder.mark(Math.min(measure, builder.measureCount - 1), { coda: '' });
    else if (kind === 'segno') builder.mark(Math.min(measure, builder.measureCount - 1), { segno: '' });
    else if (kind === 'fine') builder.mark(ending, { fine: true });
    else if (kind === 'da-capo') builder.mark(ending, { daCapo: true });
    else builder.mark(ending, { dalSegno: '' });
  }
}
