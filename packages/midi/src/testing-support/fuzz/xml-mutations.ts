import type { Random } from '@midizero/core';
import { pick } from './byte-mutations.js';
import { latin1 } from './latin1.js';

/** Texts are not made longer than this by doubling their elements. */
const MAX_GROWN_CHARACTERS = 1 << 18;
const MAX_COPIES = 300;

/** Values that make sense in some place of a score, and none in most. */
const VALUES = [
  ...['0', '-1', '1', '2', '3', '7', '13', '0.5', '99', '100000', '4294967296', '1e9', '', 'x', 'constructor'],
  ...[
    'start',
    'stop',
    'continue',
    'forward',
    'backward',
    'left',
    'right',
    'middle',
    'yes',
    'no',
    'up',
    'down',
    'single',
  ],
  ...['C', 'G', 'b', '1, 2', '1-3', 'quarter', '32nd', 'breve', '3slash', 's', 'f', '#a', '#b'],
] as const;

/** An element in a text. */
interface Span {
  readonly name: string;
  readonly from: number;
  /** Behind its start tag. */
  readonly inside: number;
  /** Before its end tag. */
  readonly insideEnd: number;
  readonly to: number;
}

/**
 * A copy of an XML file with its elements left out, doubled, moved, emptied or replaced, and other values in them. Markup stays
 * well-formed, so that readers come as far as the music.
 * @param parts well-formed elements of the format, to be put anywhere
 */
export function mutateXml(files: readonly Uint8Array[], parts: readonly string[], random: Random): string {
  let text = latin1(pick(files, random));
  for (let edits = 1 + random.integer(10); edits > 0; edits--) text = mutateOnce(text, files, parts, random);
  return text;
}

function mutateOnce(text: string, files: readonly Uint8Array[], parts: readonly string[], random: Random): string {
  const element = pickElement(text, random);
  if (element === undefined) return text;
  const { name, from, inside, insideEnd, to } = element;
  const own = text.slice(from, to);
  switch (random.integer(11)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1: {
      const copies = Math.min(1 + random.integer(1 + random.integer(MAX_COPIES)), MAX_GROWN_CHARACTERS / own.length);
      return text.slice(0, to) + own.repeat(copies) + text.slice(to);
    }
    case 2: {
      // Of another place or file, where there is one of its kind.
      const other = latin1(pick(files, random));
      const match = pickElement(other, random, name);
      return match ? text.slice(0, from) + other.slice(match.from, match.to) + text.slice(to) : text;
    }
    case 3: {
      const target = pickElement(text.slice(0, from) + text.slice(to), random);
      const without = text.slice(0, from) + text.slice(to);
      return target ? without.slice(0, target.inside) + own + without.slice(target.inside) : text;
    }
    case 4:
      return text.slice(0, from) + text.slice(inside, insideEnd) + text.slice(to);
    case 5:
      return text.slice(0, inside) + text.slice(insideEnd);
    case 6:
    case 7:
      return text.slice(0, inside) + pick(parts, random) + text.slice(inside);
    case 8:
      return changeAttribute(text, element, random);
    default:
      return changeValue(text, random);
  }
}

/** Another text in an element that has nothing but text. */
function changeValue(text: string, random: Random): string {
  const leaves = />([^<>]{1,20})<\//g;
  leaves.lastIndex = random.integer(text.length);
  const match = leaves.exec(text);
  if (match === null) return text;
  const at = match.index + 1;
  return text.slice(0, at) + pick(VALUES, random) + text.slice(at + match[1]!.length);
}

function changeAttribute(text: string, { from, inside }: Span, random: Random): string {
  const tag = text.slice(from, inside);
  const attributes = [...tag.matchAll(/="([^"<>]*)"/g)];
  if (attributes.length === 0) return text;
  const { index, 1: value } = pick(attributes, random);
  const at = from + index + 2;
  return text.slice(0, at) + pick(VALUES, random) + text.slice(at + value!.length);
}

const TAG = /<(\/?)([A-Za-z][\w.:-]*)[^<>]*?(\/?)>/g;

/** An element somewhere in the text, but not the first one. @param wanted its name, if it matters */
function pickElement(text: string, random: Random, wanted?: string): Span | undefined {
  const root = text.search(/<[A-Za-z]/);
  const tags = new RegExp(TAG);
  tags.lastIndex = random.integer(text.length + 1);
  for (let match = tags.exec(text); match !== null; match = tags.exec(text)) {
    const [tag, isEnd, name] = match as unknown as [string, string, string];
    if (isEnd !== '' || match.index === root || (wanted !== undefined && name !== wanted)) continue;
    return elementAt(text, match.index, tag, name);
  }
  return undefined;
}

function elementAt(text: string, from: number, tag: string, name: string): Span | undefined {
  const inside = from + tag.length;
  if (tag.endsWith('/>')) return { name, from, inside: from, insideEnd: from, to: inside };
  const tags = new RegExp(TAG);
  tags.lastIndex = inside;
  let depth = 1;
  for (let match = tags.exec(text); match !== null; match = tags.exec(text)) {
    if (match[2] !== name || match[3] === '/') continue;
    depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return { name, from, inside, insideEnd: match.index, to: tags.lastIndex };
  }
  return undefined;
}
