import { numberFrom, type XmlElement } from '../xml/parse-xml.js';

const UNMEASURED_STROKES = 3;

/**
 * From one stroke of a `bTrem` or `fTrem` to the next, in quarters: by `unitdur`, else by the strokes and flags of its first
 * note, else 32nds.
 */
export function strokeQuarters({ attributes, children }: XmlElement): number {
  const unit = numberFrom(attributes.unitdur);
  if (unit !== undefined && unit > 0) return 4 / unit;
  const [note] = children;
  const strokes = Number(/^([1-6])slash$/.exec(note?.attributes['stem.mod'] ?? '')?.[1] ?? attributes.beams ?? 0);
  if (!(strokes > 0 && strokes <= 8)) return 2 ** -UNMEASURED_STROKES;
  const value = numberFrom(note?.attributes.dur) ?? 4;
  const flags = attributes.beams === undefined ? Math.max(0, Math.log2(value / 4)) : 0;
  return 2 ** -(strokes + flags);
}
