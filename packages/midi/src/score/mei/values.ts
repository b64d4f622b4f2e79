import { lookUp } from '../model/look-up.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import { childrenOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';

const LONG_VALUES: Readonly<Record<string, number>> = { breve: 2, long: 4, maxima: 8 };

/** Ticks of a value such as `4` or `breve`, without dots; undefined for anything else. */
function ticksOfValue(dur: string | undefined): number | undefined {
  if (dur === undefined) return undefined;
  const wholes =
    lookUp(LONG_VALUES, dur) ??
    (/^(?:1|2|4|8|16|32|64|128|256|512|1024|2048)$/.test(dur) ? 1 / Number(dur) : undefined);
  return wholes === undefined ? undefined : wholes * 4 * TICKS_PER_QUARTER;
}

/** Ticks of an element's `dur` with its dots, as attribute or elements; undefined without a usable `dur`. */
export function ticksOf(element: XmlElement): number | undefined {
  const ticks = ticksOfValue(element.attributes.dur);
  const dots = numberFrom(element.attributes.dots) ?? childrenOf(element, 'dot').length;
  return ticks === undefined ? undefined : ticks * (2 - 2 ** -dots);
}

/** Quarters a minute of `midi.bpm`, or of `mm` with its unit and dots; undefined where neither is usable. */
export function quartersPerMinute({ attributes }: XmlElement): number | undefined {
  const direct = numberFrom(attributes['midi.bpm']);
  const perMinute = numberFrom(attributes.mm);
  const unit = ticksOfValue(attributes['mm.unit'] ?? '4');
  const dots = numberFrom(attributes['mm.dots']) ?? 0;
  const tempo =
    direct ??
    (perMinute === undefined || unit === undefined
      ? undefined
      : (perMinute * unit * (2 - 2 ** -dots)) / TICKS_PER_QUARTER);
  return tempo !== undefined && tempo > 0 ? tempo : undefined;
}

/** All text in an element, in order. Text comes before what is in the elements between. */
export function fullText({ text, children }: XmlElement): string {
  return [text, ...children.map(fullText)].join(' ').replace(/\s+/g, ' ').trim();
}

/** The ids in a list of references such as `#a #b`. */
export function idsOf(list: string | undefined): string[] {
  return (list ?? '')
    .split(/\s+/)
    .filter((id) => id.startsWith('#'))
    .map((id) => id.slice(1));
}

/** An element's id. */
export function idOf({ attributes }: XmlElement): string | undefined {
  return attributes['xml:id'];
}
