import { readFile } from 'node:fs/promises';
import { type Instrument, recogniseAudio } from '@midizero/audio';
import { excerptNotes, filterNotes, type MusicFile, type NoteTable } from '@midizero/midi';
import { UnusableFileError, UsageError } from '../../failures/errors.js';
import { inFile } from '../../files/in-file.js';
import { readMusicFile } from '../../files/music-file.js';
import { Transcription } from '../../recordings/transcription.js';
import type { CommandContext } from '../../terminal/context.js';
import { withProgress } from '../../terminal/progress-bar.js';

/** The part of a file that is the query. */
export interface QuerySelection {
  /** Seconds. @default the file's beginning */
  readonly start?: number;
  /** Seconds. @default the file's end */
  readonly end?: number;
  /** @default all tracks */
  readonly track?: number;
  /** Read what is left of a file that was cut off. @default false */
  readonly recover?: boolean;
  /** What plays in a recording. @default 'piano' */
  readonly instrument?: Instrument;
}

/**
 * The notes to search for, with their times as they are in the file.
 * @throws UsageError if the selection makes no sense, UnusableFileError if the file does not, or has no notes there
 */
export async function readQuery(path: string, selection: QuerySelection, context: CommandContext): Promise<NoteTable> {
  const { start, end, track, recover = false } = selection;
  if (start !== undefined && end !== undefined && end <= start) {
    throw new UsageError('--end', `must be later than --start, got ${end} s and ${start} s`);
  }
  const file = (await heardIn(path, selection, context)) ?? (await readMusicFile(path, { recover }));
  if (track !== undefined && track >= file.tracks.length) {
    throw new UsageError('--track', `${path} has ${file.tracks.length} tracks, counted from 0; got ${track}`);
  }
  const ofTrack = track === undefined ? file.notes : filterNotes(file.notes, (row) => file.notes.track[row] === track);
  const notes =
    start === undefined && end === undefined
      ? ofTrack
      : excerptNotes(ofTrack, start ?? 0, end ?? Number.POSITIVE_INFINITY);
  if (notes.length === 0) {
    throw new UnusableFileError(path, file.notes.length === 0 ? 'has no notes' : 'has no notes in the part asked for');
  }
  return notes;
}

/** What the network hears around a part, so that notes at its edges are found. */
const MARGIN_SECONDS = 2;

/** The notes of a recording in and around a part, without tracks; `undefined` for any other file. */
async function heardIn(
  path: string,
  { start = 0, end, instrument = 'piano' }: QuerySelection,
  { stderr, signal }: CommandContext,
): Promise<Pick<MusicFile, 'notes' | 'tracks'> | undefined> {
  const bytes = await inFile(path, () => readFile(path));
  if (recogniseAudio(bytes) === undefined) return undefined;
  const transcription = new Transcription(instrument);
  const span = {
    startSeconds: Math.max(0, start - MARGIN_SECONDS),
    ...(end !== undefined && { endSeconds: end + MARGIN_SECONDS }),
  };
  const { notes } = await withProgress(stderr, (onProgress) =>
    inFile(path, () => transcription.transcribe(bytes, { ...span, signal, onProgress })),
  ).finally(() => transcription.close());
  return { notes, tracks: [] };
}
