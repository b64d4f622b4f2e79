import { InvalidArgumentError } from '@midizero/core';
import { ScoreParseError } from '../errors.js';
import { finishScore } from '../finish-score.js';
import { ScoreBuilder } from '../model/score-builder.js';
import { type ReadScoreOptions, type ResolvedScoreOptions, resolveScoreOptions } from '../options.js';
import type { ScoreFile } from '../score-file.js';
import { ScoreIssueLog } from '../score-issues.js';
import { decodeText, textOf } from '../text/decode-text.js';
import { addAccompaniment } from './accompaniment.js';
import { implyRepeats } from './imply-repeats.js';
import { numberMeasures } from './number-measures.js';
import { playParts } from './play-order.js';
import { readTune } from './read-tune.js';
import { placeSigns } from './signs.js';
import { type AbcLine, splitTunes } from './split-tunes.js';

/** Options of {@link readAbc} and {@link readAbcTunes}. */
export interface ReadAbcOptions extends ReadScoreOptions {
  /**
   * Whether chord symbols are played, as chords in a part of their own behind the others.
   * @default false
   */
  readonly chords?: boolean;
}

/** Options of {@link readAbc}. */
export interface ReadAbcTuneOptions extends ReadAbcOptions {
  /**
   * Which tune of the file, from 0.
   * @default 0
   */
  readonly tune?: number;
}

/**
 * A tune in ABC notation (standard 2.1, and what older files have): its notes as they are played.
 * @param input text, or bytes in UTF-8, UTF-16 or Latin-1
 * @throws ScoreParseError for text without a tune, without the tune asked for, or that exceeds a limit
 * @throws InvalidArgumentError for an option out of range
 */
export function readAbc(input: Uint8Array | string, options: ReadAbcTuneOptions = {}): ScoreFile {
  const { tune = 0 } = options;
  if (!Number.isSafeInteger(tune) || tune < 0) {
    throw new InvalidArgumentError('tune', `expected a whole number of 0 or more, got ${tune}`);
  }
  const { resolved, fileHeader, tunes } = prepare(input, options);
  const lines = tunes[tune];
  if (lines === undefined) {
    throw new ScoreParseError({ expected: `a tune ${tune} (counted from 0)`, actual: `${tunes.length} tunes` });
  }
  return playTune(fileHeader, lines, resolved, options);
}

/**
 * {@link readAbc} for all tunes of a file, in their order; limits hold for each of them.
 * @throws ScoreParseError for text without a tune, or that exceeds a limit
 * @throws InvalidArgumentError for an option out of range
 */
export function readAbcTunes(input: Uint8Array | string, options: ReadAbcOptions = {}): ScoreFile[] {
  const { resolved, fileHeader, tunes } = prepare(input, options);
  return tunes.map((lines) => playTune(fileHeader, lines, resolved, options));
}

/** Whether text is ABC notation: a tune's number and its key, each at the beginning of a line. */
export function looksLikeAbc(text: string): boolean {
  return /^%abc\b/.test(text) || (/^X:[ \t]*\d/m.test(text) && /^K:/m.test(text));
}

interface Prepared extends ReturnType<typeof splitTunes> {
  readonly resolved: ResolvedScoreOptions;
}

function prepare(input: Uint8Array | string, options: ReadAbcOptions): Prepared {
  const resolved = resolveScoreOptions(options);
  const text = textOf(input, resolved.maxBytes, decodeText).replace(/^\ufeff/, '');
  const { fileHeader, tunes } = splitTunes(text);
  if (!/^K:/m.test(text) && !/^X:/m.test(text)) {
    throw new ScoreParseError({ line: 1, expected: 'ABC notation with X: and K: fields', actual: text.slice(0, 40) });
  }
  return { resolved, fileHeader, tunes };
}

function playTune(
  fileHeader: readonly AbcLine[],
  lines: readonly AbcLine[],
  resolved: ResolvedScoreOptions,
  { chords = false }: ReadAbcOptions,
): ScoreFile {
  const issues = new ScoreIssueLog(resolved);
  const builder = new ScoreBuilder(resolved);
  const { context, partOrder } = readTune(builder, issues, fileHeader, lines);
  placeSigns(builder, context.signs);
  implyRepeats(builder, context.sectionStarts);
  numberMeasures(builder, context.lengths, context.sectionStarts);
  if (chords) addAccompaniment(builder, context);
  return finishScore('abc', builder, resolved, issues, ({ measures }) => {
    return partOrder && playParts(measures, partOrder, context, resolved.maxMeasures);
  });
}
