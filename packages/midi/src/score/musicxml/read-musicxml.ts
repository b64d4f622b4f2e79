import { finishScore } from '../finish-score.js';
import { ScoreBuilder } from '../model/score-builder.js';
import { type ReadScoreOptions, type ResolvedScoreOptions, resolveScoreOptions } from '../options.js';
import type { ScoreFile } from '../score-file.js';
import { ScoreIssueLog } from '../score-issues.js';
import { decodeXml, textOf } from '../text/decode-text.js';
import { parseXml, type XmlElement } from '../xml/parse-xml.js';
import { PartReader } from './part-reader.js';
import { partsOfScore } from './parts-of-score.js';
import { readHeader } from './score-header.js';
import { splitMeasures } from './split-measures.js';

/** Looks and text, which say nothing about notes: two thirds of a typical file. */
const IGNORED: ReadonlySet<string> = new Set([
  'accidental',
  'appearance',
  'articulations',
  'beam',
  'clef',
  'defaults',
  'dynamics',
  'figured-bass',
  'harmony',
  'listening',
  'lyric',
  'notehead',
  'print',
  'slur',
  'stem',
  'tuplet',
]);

/**
 * The notes of a MusicXML score, partwise or timewise, as they are played, with their ornaments. Hidden notes sound as any
 * others, cue notes not at all, unless the program that wrote the file marks all small notes as cues.
 * @param input bytes, in any encoding that the file declares, or text
 * @throws ScoreParseError for what is no MusicXML, or exceeds a limit
 * @throws InvalidArgumentError for an option out of range, or something else than bytes or text
 */
export function readMusicXml(input: Uint8Array | string, options: ReadScoreOptions = {}): ScoreFile {
  const resolved = resolveScoreOptions(options);
  return scoreOfMusicXml(parseXml(textOf(input, resolved.maxBytes, decodeXml), { ignored: IGNORED }), resolved);
}

function scoreOfMusicXml(root: XmlElement, options: ResolvedScoreOptions): ScoreFile {
  const issues = new ScoreIssueLog(options);
  const builder = new ScoreBuilder(options);
  const parts = splitMeasures(partsOfScore(root));
  const header = readHeader(root);
  builder.title = header.title;
  builder.composer = header.composer;
  const codaSigns = new Set<number>();
  for (const part of parts) {
    const partHeader = header.parts.get(part.id) ?? { name: '', isPercussion: false, unpitched: new Map() };
    new PartReader(partHeader, { builder, issues, cueNotesSound: header.cueNotesSound, codaSigns }).read(part);
  }
  explainCodaSigns(builder, codaSigns);
  return finishScore('musicxml', builder, options, issues);
}

/** Of coda signs without a word, the last is where the coda is, and those before lead to it. */
function explainCodaSigns(builder: ScoreBuilder, codaSigns: ReadonlySet<number>): void {
  const signs = [...codaSigns].sort((a, b) => a - b);
  const last = signs.pop();
  if (last === undefined) return;
  builder.mark(last, { coda: '' });
  for (const measure of signs) builder.mark(measure, { toCoda: '' });
}
