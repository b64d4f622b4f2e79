import type { Random } from '@midizero/core';
import { mutateBytes, pick } from './byte-mutations.js';
import { latin1 } from './latin1.js';

const TELLING_NUMBERS = ['0', '-1', '1', '2', '7', '99', '100000', '4294967296', '1e9', '1/0', ''] as const;
/** Texts are not made longer than this by doubling their parts. */
const MAX_GROWN_CHARACTERS = 1 << 18;
const MAX_COPIES = 2000;

/**
 * A damaged copy of one of `files`: edits of words, numbers, lines and spans, and now and then of bytes regardless of
 * what they mean.
 * @param words what the format is made of
 */
export function mutateText(files: readonly Uint8Array[], words: readonly string[], random: Random): Uint8Array {
  let text = latin1(pick(files, random));
  for (let edits = random.integer(9); edits > 0; edits--) text = pick(EDITS, random)(text, random, words, files);
  const bytes = Array.from(text, (character) => character.charCodeAt(0) & 0xff);
  if (random.chance(0.2)) for (let edits = 1 + random.integer(4); edits > 0; edits--) mutateBytes(bytes, random);
  return Uint8Array.from(bytes);
}

type Edit = (text: string, random: Random, words: readonly string[], files: readonly Uint8Array[]) => string;

const EDITS: readonly Edit[] = [
  (text, random, words) => insert(text, place(text, random), pick(words, random)),
  (text, random, words) => insert(text, place(text, random), pick(words, random)),
  (text, random, words) => {
    const copies = random.integer(1 + random.integer(MAX_COPIES));
    return insert(text, place(text, random), grown(pick(words, random), copies));
  },
  (text, random) => replaceNumber(text, random),
  (text, random) => replaceNumber(text, random),
  (text, random) => {
    const [from, to] = span(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  (text, random) => {
    const [from, to] = span(text, random);
    return insert(text, place(text, random), grown(text.slice(from, to), 1 + random.integer(3)));
  },
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => editLines(text, random, (lines, at) => void lines.splice(at, 1 + random.integer(4))),
  (text, random) =>
    editLines(text, random, (lines, at) => {
      const copies = random.integer(1 + random.integer(MAX_COPIES));
      const line = lines[at]!;
      if ((line.length + 1) * copies < MAX_GROWN_CHARACTERS)
        lines.splice(at, 0, ...new Array<string>(copies).fill(line));
    }),
  (text, random) =>
    editLines(text, random, (lines, at) => {
      const other = random.integer(lines.length);
      [lines[at], lines[other]] = [lines[other]!, lines[at]!];
    }),
  (text, random, _, files) => {
    const other = latin1(pick(files, random));
    const [from, to] = span(other, random);
    return insert(text, place(text, random), other.slice(from, to));
  },
];

function place(text: string, random: Random): number {
  return random.integer(text.length + 1);
}

/** Short spans more often than long ones. */
function span(text: string, random: Random): [from: number, to: number] {
  const from = place(text, random);
  return [from, Math.min(text.length, from + random.integer(1 + random.integer(400)))];
}

function insert(text: string, at: number, part: string): string {
  return text.slice(0, at) + part + text.slice(at);
}

function grown(part: string, copies: number): string {
  return part.repeat(Math.min(copies, Math.floor(MAX_GROWN_CHARACTERS / Math.max(1, part.length))));
}

function replaceNumber(text: string, random: Random): string {
  const from = place(text, random);
  const match = /\d+/.exec(text.slice(from));
  if (match === null) return text;
  const at = from + match.index;
  return text.slice(0, at) + pick(TELLING_NUMBERS, random) + text.slice(at + match[0].length);
}

function editLines(text: string, random: Random, edit: (lines: string[], at: number) => void): string {
  const lines = text.split('\n');
  edit(lines, random.integer(lines.length));
  return lines.join('\n');
}
