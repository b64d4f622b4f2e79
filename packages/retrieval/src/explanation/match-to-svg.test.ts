import { expect, test } from 'vitest';
import type { Match } from '../match.js';
import { matchToSvg } from './match-to-svg.js';

const match: Match = {
  pieceId: 'a.mid',
  view: 'all',
  title: 'Fugue <in> "C"',
  score: 0.9,
  confidence: 0.99,
  startSeconds: 60,
  endSeconds: 68,
  queryStartSeconds: 1,
  queryEndSeconds: 3,
  transposition: 3,
  tempoRatio: 4,
  alignedNotes: {
    length: 3,
    pitches: Uint8Array.of(60, 64, 67),
    querySeconds: Float64Array.of(1, 1, 3),
    pieceSeconds: Float64Array.of(60, 60, 68),
    missing: { length: 1, pitches: Uint8Array.of(62), seconds: Float64Array.of(62) },
    extra: { length: 2, pitches: Uint8Array.of(70, 72), seconds: Float64Array.of(2, 2.5) },
  },
  alternatives: [],
};

/** Horizontal places of the marks that a pattern finds, legend aside (it comes first). */
function places(svg: string, pattern: RegExp): number[] {
  return [...svg.matchAll(pattern)].map((found) => Number(found[1])).slice(1);
}

test('shared notes stand one above the other on both sides; what one side lacks has a form of its own', () => {
  const svg = matchToSvg(match, { queryName: 'take.mid' });
  const filled = places(svg, /<rect x="([\d.]+)"[^>]* rx="1\.5"\/>/g);
  expect(filled).toHaveLength(6);
  expect(filled.slice(0, 3)).toEqual(filled.slice(3));
  expect(filled[2]! - filled[0]!).toBeCloseTo(720, 6); // eight seconds of the piece
  expect(places(svg, /<rect x="([\d.]+)"[^>]* stroke-width="1\.4"\/>/g)).toEqual([filled[0]! + 180]);
  expect(places(svg, /<path d="M([\d.]+) /g)).toEqual([filled[0]! + 360, filled[0]! + 540]);
  expect(svg).toContain('>missing in the query: 1</text>');
  expect(svg).toContain('>1:02</text>');
});

test('is one well-formed document, whatever the title', () => {
  const svg = matchToSvg(match);
  const open: string[] = [];
  for (const [, closing, name, selfClosing] of svg.matchAll(/<(\/?)(\w+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!selfClosing) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(svg).toContain('<title>query in Fugue &#60;in&#62; &#34;C&#34;</title>');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('a match without a shared note is drawn too', () => {
  const none = { length: 0, pitches: new Uint8Array(0), seconds: new Float64Array(0) };
  const empty = { ...none, querySeconds: none.seconds, pieceSeconds: none.seconds, missing: none, extra: none };
  expect(matchToSvg({ ...match, alignedNotes: empty })).not.toMatch(/NaN|Infinity|undefined/);
});
