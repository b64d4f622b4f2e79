import { type Frames, KEY_COUNT, type WindowEncoder, writeWindows } from '@midizero/pitch-matrix';
import { pitchSets, WORDS_PER_SET } from '../readings/pitch-sets.js';
import type { IndexSettings, PieceIndex } from './contract.js';
import { type NumberedRows, numberRows } from './number-rows.js';
import { quantizeRows } from './vectors.js';

/** A reading of a piece, and where its windows begin. */
export interface CutReading {
  readonly frames: Frames;
  /** Ascending. */
  readonly firstFrames: Uint32Array;
}

/** Windows of one call to the encoder: bounds the memory that a long piece takes. */
const WINDOWS_PER_CALL = 1024;

/**
 * The vectors of a piece's windows, for each reading. Of equal windows one is embedded: passages come again, and a tune
 * is in several readings.
 */
export async function embedWindows(
  readings: readonly CutReading[],
  { dimensions, precision }: Pick<IndexSettings, 'dimensions' | 'precision'>,
  encoder: WindowEncoder,
  signal?: AbortSignal,
): Promise<PieceIndex['vectors'][]> {
  const { numbers, firstRows } = numberWindows(readings, encoder.windowFrames);
  const size = numbers.length * dimensions;
  const vectors = precision === 'int8' ? new Int8Array(size) : new Float32Array(size);
  const buffer = new Float32Array(Math.min(WINDOWS_PER_CALL, firstRows.length) * encoder.windowFrames * KEY_COUNT);
  for (let first = 0; first < firstRows.length; first += WINDOWS_PER_CALL) {
    const rows = firstRows.subarray(first, first + WINDOWS_PER_CALL);
    const embeddings = await encoder.encode(writeRows(readings, rows, buffer, encoder.windowFrames), { signal });
    const batch = precision === 'int8' ? quantizeRows(embeddings, dimensions) : embeddings;
    for (const [i, row] of rows.entries()) {
      vectors.set(batch.subarray(i * dimensions, (i + 1) * dimensions), row * dimensions);
    }
  }
  for (const [row, number] of numbers.entries()) {
    const first = firstRows[number]!;
    if (first !== row) vectors.copyWithin(row * dimensions, first * dimensions, (first + 1) * dimensions);
  }
  let end = 0;
  return readings.map(({ firstFrames }) => {
    const start = end;
    end += firstFrames.length * dimensions;
    return vectors.subarray(start, end);
  });
}

/** Numbers the windows of all readings, one reading after the other, by the notes that they hold. */
function numberWindows(readings: readonly CutReading[], windowFrames: number): NumberedRows {
  const room = ({ frames }: CutReading): number => WORDS_PER_SET * Math.max(frames.length, windowFrames);
  const words = new Int32Array(readings.reduce((sum, reading) => sum + room(reading), 0));
  const starts = new Uint32Array(readings.reduce((sum, { firstFrames }) => sum + firstFrames.length, 0));
  let word = 0;
  let row = 0;
  for (const reading of readings) {
    words.set(pitchSets(reading.frames, 0, reading.frames.length).words, word);
    for (const frame of reading.firstFrames) starts[row++] = word + WORDS_PER_SET * frame;
    word += room(reading);
  }
  return numberRows(words, starts, WORDS_PER_SET * windowFrames);
}

/** Writes the windows of some rows. @param rows ascending, counted over all readings @returns a view of `target` */
function writeRows(
  readings: readonly CutReading[],
  rows: Uint32Array,
  target: Float32Array,
  windowFrames: number,
): Float32Array {
  const size = windowFrames * KEY_COUNT;
  let written = 0;
  let firstRow = 0;
  for (const { frames, firstFrames } of readings) {
    let end = written;
    while (end < rows.length && rows[end]! < firstRow + firstFrames.length) end++;
    const starts = rows.subarray(written, end).map((row) => firstFrames[row - firstRow]!);
    writeWindows(frames, starts, target.subarray(written * size), { windowFrames });
    written = end;
    firstRow += firstFrames.length;
  }
  return target.subarray(0, written * size);
}
