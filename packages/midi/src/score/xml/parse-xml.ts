import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { ScoreParseError } from '../errors.js';

/** An element of an XML file. Prefixes of names are dropped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text right in the element, joined. */
  readonly text: string;
  /** Line of the file that its start tag ends in, from 1. */
  readonly line: number;
}

export interface ParseXmlOptions {
  /** Names of elements that are left out with all that is in them. */
  readonly ignored: ReadonlySet<string>;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

// Scores need some twenty; what walks the tree calls itself for each.
const MAX_DEPTH = 256;

/**
 * The tree of a well-formed XML file. Entities that a document type declares are not expanded, and external ones are not
 * fetched: a reference to one is an error.
 * @throws ScoreParseError for text that is no well-formed XML, with the line
 */
export function parseXml(text: string, { ignored }: ParseXmlOptions): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let ignoredDepth = 0;

  parser.on('error', ({ message }) => {
    // The parser says "line:column: what".
    const actual = message.replace(/^\d+:\d+: /, '');
    throw new ScoreParseError({ line: parser.line, expected: 'well-formed XML', actual });
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const local = localName(name);
    if (ignoredDepth > 0 || ignored.has(local)) {
      ignoredDepth++;
      return;
    }
    if (open.length === MAX_DEPTH) {
      const expected = `elements at most ${MAX_DEPTH} deep in each other`;
      throw new ScoreParseError({ line: parser.line, expected, actual: 'more' });
    }
    const element = { name: local, attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('closetag', () => {
    if (ignoredDepth > 0) ignoredDepth--;
    else open.pop();
  });
  const addText = (characters: string): void => {
    const element = open.at(-1);
    if (element && ignoredDepth === 0) element.text += characters;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  if (root === undefined) throw new ScoreParseError({ expected: 'an XML element', actual: 'none' });
  return root;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of a name. */
export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

/** The trimmed text of the first child of a name; undefined where there is none, or no text in it. */
export function childText(element: XmlElement, name: string): string | undefined {
  return childOf(element, name)?.text.trim() || undefined;
}

/** The number in the first child of a name; undefined where there is none, or it is not a finite number. */
export function childNumber(element: XmlElement, name: string): number | undefined {
  return numberFrom(childText(element, name));
}

/** A decimal number; undefined for anything else. */
export function numberFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : undefined;
}
