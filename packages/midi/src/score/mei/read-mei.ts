import { ScoreParseError } from '../errors.js';
import { finishScore } from '../finish-score.js';
import { ScoreBuilder } from '../model/score-builder.js';
import { type ReadScoreOptions, resolveScoreOptions } from '../options.js';
import type { ScoreFile } from '../score-file.js';
import { ScoreIssueLog } from '../score-issues.js';
import { decodeXml, textOf } from '../text/decode-text.js';
import { childrenOf, parseXml, type XmlElement } from '../xml/parse-xml.js';
import { expandedOrder } from './play-order.js';
import { readTitle } from './read-title.js';
import { ScoreWalker } from './score-walker.js';

/** Looks and text, which say nothing about notes. */
const IGNORED: ReadonlySet<string> = new Set([
  'artic',
  'clef',
  'dynam',
  'encodingDesc',
  'facsimile',
  'fing',
  'hairpin',
  'harm',
  'pgFoot',
  'pgHead',
  'revisionDesc',
  'slur',
  'verse',
]);

/**
 * The notes of an MEI score in common notation, as they are played. Each staff is a part. An `expansion` says the order of
 * sections where there is one, repeat signs and marks otherwise. Cue notes do not sound. Of several readings the first
 * counts; movements follow each other.
 * @param input bytes, in any encoding that the file declares, or text
 * @throws ScoreParseError for what is no MEI score, or exceeds a limit
 * @throws InvalidArgumentError for an option out of range, or something else than bytes or text
 */
export function readMei(input: Uint8Array | string, options: ReadScoreOptions = {}): ScoreFile {
  const resolved = resolveScoreOptions(options);
  const root = parseXml(textOf(input, resolved.maxBytes, decodeXml), { ignored: IGNORED });
  if (root.name !== 'mei' && root.name !== 'music') {
    throw new ScoreParseError({ line: root.line, expected: 'an MEI score', actual: `element ${root.name}` });
  }
  const issues = new ScoreIssueLog(resolved);
  const builder = new ScoreBuilder(resolved);
  Object.assign(builder, readTitle(root));
  const walker = new ScoreWalker(builder, issues);
  const movements = findAll(root, 'mdiv');
  const scores = movements.flatMap((movement) => childrenOf(movement, 'score'));
  const parts = movements
    .flatMap((movement) => childrenOf(movement, 'parts'))
    .flatMap((all) => childrenOf(all, 'part'));
  if (scores.length + parts.length === 0) {
    throw new ScoreParseError({ line: root.line, expected: 'a score in the MEI file', actual: 'none' });
  }
  for (const score of scores) walker.readContainer(score);
  // Parts are read only where there is no score of them.
  for (const part of scores.length === 0 ? parts : []) {
    walker.startPart();
    walker.readContainer(part);
  }
  walker.finish();
  builder.playOrder = expandedOrder(scores, walker.places, resolved.maxMeasures);
  return finishScore('mei', builder, resolved, issues);
}

/** Elements of a name, outside of each other. */
function findAll(element: XmlElement, name: string): XmlElement[] {
  if (element.name === 'meiHead') return [];
  return element.children.flatMap((child) => (child.name === name ? [child] : findAll(child, name)));
}
