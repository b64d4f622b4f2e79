import { childNumber, childOf, childrenOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';
import type { XmlMeasure, XmlPart } from './parts-of-score.js';

/** Places closer than this are one, in quarters: durations may be rounded. */
const TOLERANCE_QUARTERS = 1e-3;

/** An element of a measure with its place in it, in quarters. */
interface PlacedElement {
  readonly element: XmlElement;
  readonly at: number;
  /** Of notes, where they end; else `at`. */
  readonly end: number;
  readonly divisions: number;
}

/**
 * Divides measures in which a repeat sign stands, so that signs stand at the ends of measures alone. All parts are divided at the
 * same place. A measure stays whole where a note of some part goes on over the sign.
 */
export function splitMeasures(parts: readonly XmlPart[]): readonly XmlPart[] {
  if (!parts.some(({ measures }) => measures.some(hasMiddleRepeat))) return parts;
  const placed = parts.map(({ measures }) => placeElements(measures));
  const count = Math.max(...parts.map(({ measures }) => measures.length));
  const places = Array.from({ length: count }, (_, index) =>
    splitPlace(placed.map((measures) => measures[index] ?? [])),
  );
  return parts.map(({ id, measures }, part) => ({
    id,
    measures: measures.flatMap((measure, index) => {
      const place = places[index];
      return place === undefined ? [measure] : splitAt(measure, placed[part]![index]!, place);
    }),
  }));
}

function isMiddleRepeat(element: XmlElement): boolean {
  return (
    element.name === 'barline' && element.attributes.location === 'middle' && childOf(element, 'repeat') !== undefined
  );
}

function hasMiddleRepeat({ children }: XmlMeasure): boolean {
  return children.some(isMiddleRepeat);
}

/** Where the first sign in a measure stands; undefined where there is none, or a note goes on over it. */
function splitPlace(parts: readonly (readonly PlacedElement[])[]): number | undefined {
  const place = parts.flat().find(({ element, at }) => isMiddleRepeat(element) && at > TOLERANCE_QUARTERS)?.at;
  if (place === undefined) return undefined;
  const goesOn = parts
    .flat()
    .some(({ at, end }) => at < place - TOLERANCE_QUARTERS && end > place + TOLERANCE_QUARTERS);
  return goesOn ? undefined : place;
}

function placeElements(measures: readonly XmlMeasure[]): PlacedElement[][] {
  let divisions = 1;
  return measures.map(({ children }) => {
    let at = 0;
    let onset = 0;
    return children.map((element) => {
      const own = element.name === 'attributes' ? childNumber(element, 'divisions') : undefined;
      if (own !== undefined && own > 0) divisions = own;
      const quarters = (childNumber(element, 'duration') ?? 0) / divisions;
      const isChord = childOf(element, 'chord') !== undefined;
      const start = element.name === 'note' && isChord ? onset : at;
      if (element.name === 'note' && !isChord) onset = at;
      if (element.name === 'backup') at = Math.max(0, at - quarters);
      else if (element.name === 'forward' || (element.name === 'note' && !isChord)) at += quarters;
      return { element, at: start, end: element.name === 'note' ? start + quarters : start, divisions };
    });
  });
}

function splitAt(measure: XmlMeasure, elements: readonly PlacedElement[], place: number): XmlMeasure[] {
  const moves = new Set(['backup', 'forward']);
  const halves: [PlacedElement[], PlacedElement[]] = [[], []];
  let isBehindSign = elements.every(({ element }) => !isMiddleRepeat(element));
  for (const placed of elements) {
    const { element, at } = placed;
    if (moves.has(element.name)) continue;
    if (isMiddleRepeat(element)) {
      isBehindSign = true;
      // An ending that stops here is that of the first half.
      const stops = childrenOf(element, 'ending').some(({ attributes }) => attributes.type !== 'start');
      const attributes = { ...element.attributes, location: stops ? 'right' : 'left' };
      halves[stops ? 0 : 1].push({ ...placed, element: { ...element, attributes } });
      continue;
    }
    const isNoteThere = element.name === 'note' && at > place - TOLERANCE_QUARTERS;
    const isBehind =
      at > place + TOLERANCE_QUARTERS || isNoteThere || (at > place - TOLERANCE_QUARTERS && isBehindSign);
    const isRightBarline = element.name === 'barline' && element.attributes.location !== 'left';
    halves[isBehind || isRightBarline ? 1 : 0].push(placed);
  }
  const number = measure.attributes.number ?? '';
  return [
    { ...measure, children: withMoves(halves[0], 0) },
    {
      ...measure,
      attributes: { ...measure.attributes, number, implicit: 'yes' },
      children: withMoves(halves[1], place),
    },
  ];
}

/** The elements with the moves between them that bring each to its place. */
function withMoves(elements: readonly PlacedElement[], from: number): XmlElement[] {
  const children: XmlElement[] = [];
  let cursor = from;
  for (const { element, at, end, divisions } of elements) {
    const isChord = childOf(element, 'chord') !== undefined;
    const distance = Math.max(at, from) - cursor;
    if (!isChord && Math.abs(distance) > TOLERANCE_QUARTERS) {
      children.push(move(distance, divisions, element.line));
      cursor += distance;
    }
    children.push(element);
    if (element.name === 'note' && !isChord) cursor += end - at;
  }
  return children;
}

function move(quarters: number, divisions: number, line: number): XmlElement {
  const text = `${Math.abs(quarters) * divisions}`;
  const duration = {
    name: 'duration',
    attributes: {},
    children: [],
    text: numberFrom(text) === undefined ? '0' : text,
    line,
  };
  return { name: quarters < 0 ? 'backup' : 'forward', attributes: {}, children: [duration], text: '', line };
}
