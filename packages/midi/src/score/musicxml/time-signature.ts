import type { TimeSignature } from '../model/written-score.js';
import { childrenOf, type XmlElement } from '../xml/parse-xml.js';

/** `3/4`, `3+2/8`, or several of them added up; undefined for senza misura and for what makes no sense. */
export function readTimeSignature(time: XmlElement): TimeSignature | undefined {
  const beats = childrenOf(time, 'beats').map(({ text }) => sum(text));
  const beatTypes = childrenOf(time, 'beat-type').map(({ text }) => Number(text));
  const beatType = Math.max(...beatTypes);
  const total = beats.reduce((whole, count, index) => whole + (count * beatType) / beatTypes[index]!, 0);
  return beats.length > 0 && beatType > 0 && total > 0 && Number.isFinite(total + beatType)
    ? { beats: total, beatType }
    : undefined;
}

function sum(text: string): number {
  return text.split('+').reduce((total, term) => total + Number(term), 0);
}
