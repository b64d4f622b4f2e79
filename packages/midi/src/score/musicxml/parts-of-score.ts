import { ScoreParseError } from '../errors.js';
import type { XmlElement } from '../xml/parse-xml.js';

/** A measure of one part. */
export interface XmlMeasure {
  readonly attributes: Readonly<Record<string, string>>;
  /** Notes, directions, bar lines … in their order. */
  readonly children: readonly XmlElement[];
  readonly line: number;
}

/** A part's measures, in their order. */
export interface XmlPart {
  readonly id: string;
  readonly measures: readonly XmlMeasure[];
}

/**
 * The measures of each part: as they are in a `score-partwise`, collected from the measures of a `score-timewise`.
 * @throws ScoreParseError for another root element
 */
export function partsOfScore(root: XmlElement): XmlPart[] {
  if (root.name === 'score-partwise') {
    return root.children
      .filter(({ name }) => name === 'part')
      .map(({ attributes, children }) => ({
        id: attributes.id ?? '',
        measures: children.filter(({ name }) => name === 'measure'),
      }));
  }
  if (root.name !== 'score-timewise') {
    const expected = 'score-partwise or score-timewise';
    throw new ScoreParseError({ line: root.line, expected, actual: `element ${root.name}` });
  }
  return transpose(root.children.filter(({ name }) => name === 'measure'));
}

function transpose(measures: readonly XmlElement[]): XmlPart[] {
  const parts = new Map<string, XmlMeasure[]>();
  for (const [index, { attributes, children }] of measures.entries()) {
    for (const part of children.filter(({ name }) => name === 'part')) {
      const id = part.attributes.id ?? '';
      const own = parts.get(id) ?? [];
      parts.set(id, own);
      // A part that a measure lacks is silent in it.
      while (own.length < index)
        own.push({ attributes: measures[own.length]!.attributes, children: [], line: part.line });
      own.push({ attributes, children: part.children, line: part.line });
    }
  }
  return [...parts].map(([id, own]) => ({ id, measures: own }));
}
