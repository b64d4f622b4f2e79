import { InvalidArgumentError } from '@midizero/core';
import { readMidi } from '../read/read-midi.js';
import type { ReadScoreOptions } from '../score/options.js';
import { type DetectedFormat, detectFormat, type MusicFormat } from './detect-format.js';
import { MusicFormatError } from './errors.js';
import { type MusicFile, musicOfMidi, musicOfScore } from './music-file.js';

/** Options of {@link readMusic}. */
export interface ReadMusicOptions extends Pick<ReadScoreOptions, 'repeats' | 'ornaments'> {
  /** The file's name. Where the bytes do not tell the format, it says whose reader is to say what is wrong with them. */
  readonly name?: string | undefined;
  /**
   * Larger files are refused, compressed ones by what they hold.
   * @default 268_435_456 for MIDI, 67_108_864 for scores
   */
  readonly maxBytes?: number;
  /**
   * Pieces with more notes are refused.
   * @default 10_000_000 for MIDI, 1_000_000 for scores
   */
  readonly maxNotes?: number;
  /**
   * Issues beyond this number are counted and not kept.
   * @default 1000
   */
  readonly maxIssues?: number;
}

/**
 * Notes from a file in any format that holds notes: MIDI, MusicXML (also compressed), MEI, ABC or Humdrum **kern, which
 * its bytes tell, whatever its name. The readers of scores are loaded when the first score comes.
 * @returns the piece; of a collection of ABC tunes, the first
 * @throws MusicFormatError for bytes in none of these formats; recordings are for `@midizero/audio`
 * @throws MidiParseError, ScoreParseError for files in such a format that cannot be read or exceed a limit
 * @throws InvalidArgumentError for an option out of range, or something else than bytes
 */
export async function readMusic(bytes: Uint8Array | ArrayBuffer, options: ReadMusicOptions = {}): Promise<MusicFile> {
  const [first] = await readPieces(bytes, options, false);
  return first!;
}

/**
 * {@link readMusic} for files that may hold several pieces: a collection of ABC tunes is one piece a tune, in their
 * order; files in other formats are one piece.
 */
export function readMusicPieces(
  bytes: Uint8Array | ArrayBuffer,
  options: ReadMusicOptions = {},
): Promise<readonly MusicFile[]> {
  return readPieces(bytes, options, true);
}

async function readPieces(
  input: Uint8Array | ArrayBuffer,
  { name, ...options }: ReadMusicOptions,
  all: boolean,
): Promise<MusicFile[]> {
  const bytes = asBytes(input);
  const detected = detectFormat(bytes);
  const format = detected === 'unknown' ? (formatOfName(name) ?? detected) : detected;
  if (format === 'midi') {
    const { repeats, ornaments, ...midiOptions } = options;
    return [musicOfMidi(readMidi(bytes, midiOptions))];
  }
  if (!isScore(format)) throw new MusicFormatError(format, name);
  const readers = await import('../score.js');
  const scores = {
    musicxml: () => [readers.readMusicXml(bytes, options)],
    mxl: () => [readers.readMxl(bytes, options)],
    mei: () => [readers.readMei(bytes, options)],
    abc: () => (all ? readers.readAbcTunes(bytes, options) : [readers.readAbc(bytes, options)]),
    kern: () => [readers.readKern(bytes, options)],
  }[format]();
  return scores.map((score) => musicOfScore(format, score));
}

function isScore(format: DetectedFormat): format is Exclude<MusicFormat, 'midi'> {
  return format !== 'audio' && format !== 'xml' && format !== 'unknown';
}

const EXTENSIONS: Readonly<Record<string, MusicFormat>> = {
  mid: 'midi',
  midi: 'midi',
  kar: 'midi',
  rmi: 'midi',
  musicxml: 'musicxml',
  xml: 'musicxml',
  mxl: 'mxl',
  mei: 'mei',
  abc: 'abc',
  krn: 'kern',
  kern: 'kern',
};

/** Whether a file's name ends as those of music do: whether it is worth a try. */
export function hasMusicExtension(name: string): boolean {
  return formatOfName(name) !== undefined;
}

function formatOfName(name: string | undefined): MusicFormat | undefined {
  const extension = /\.(\w+)$/.exec(name ?? '')?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}

function asBytes(input: Uint8Array | ArrayBuffer): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new InvalidArgumentError('bytes', `expected a Uint8Array or an ArrayBuffer, got ${typeof input}`);
}
