import type { XmlElement } from '../xml/parse-xml.js';
import { idOf, idsOf } from './values.js';

/**
 * The order of measures that the expansions of a score list; undefined where there is none. A section with an expansion is
 * played as the first one says, whatever repeat signs are in it; sections without one are played as they are written.
 * @param places places of the measures that each `measure` element stands for
 * @param maxMeasures the order ends beyond this many
 */
export function expandedOrder(
  scores: readonly XmlElement[],
  places: ReadonlyMap<XmlElement, readonly number[]>,
  maxMeasures: number,
): number[] | undefined {
  const elements = new Map<string, XmlElement>();
  let hasExpansion = false;
  const collect = (element: XmlElement): void => {
    const id = idOf(element);
    if (id !== undefined) elements.set(id, element);
    if (element.name === 'expansion') hasExpansion = true;
    if (element.name !== 'measure') element.children.forEach(collect);
  };
  scores.forEach(collect);
  if (!hasExpansion) return undefined;

  const order: number[] = [];
  /** Sections being played: one that lists itself is not begun again. */
  const open = new Set<XmlElement>();
  let visits = 0;
  const play = (element: XmlElement): void => {
    // Empty sections that list each other twice would double with each level.
    if (order.length > maxMeasures || visits++ > 10 * maxMeasures || open.has(element)) return;
    if (element.name === 'measure') {
      for (const place of places.get(element) ?? []) order.push(place);
      return;
    }
    open.add(element);
    const expansion = element.children.find(({ name }) => name === 'expansion');
    const parts = expansion ? idsOf(expansion.attributes.plist).map((id) => elements.get(id)) : element.children;
    for (const part of parts) if (part) play(part);
    open.delete(element);
  };
  scores.forEach(play);
  return order;
}
