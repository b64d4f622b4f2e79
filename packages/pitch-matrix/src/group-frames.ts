import { InvalidArgumentError } from '@midizero/core';
import { type NoteTable, PERCUSSION_CHANNEL } from '@midizero/midi';
import { type Frames, HIGHEST_PITCH, LOWEST_PITCH } from './contract.js';

/**
 * Onsets of a score closer than this are one onset: the same moment can come out a few rounding errors apart where two
 * files or two sums of note values give it. Ticks of real files are some hundred thousand times as long.
 */
export const SCORE_TOLERANCE_SECONDS = 1e-9;

/** Options of {@link groupFrames}. */
export interface GroupFramesOptions {
  /**
   * `score`: notes of one frame start together. `performance`: people do not play chords quite together, so notes
   * that start within a threshold zone are one frame.
   * @default 'performance'
   */
  readonly source?: 'score' | 'performance';
  /**
   * Length of the zone of a `performance`, more than 0; not used for a `score`.
   * @default 0.05
   */
  readonly thresholdSeconds?: number;
}

/**
 * Groups the notes of all instruments into frames. A zone is measured from its frame's first note: a note joins the
 * frame while its onset lies less than the threshold after that note's, so a fast run does not melt into one frame.
 * Percussion (channel 9) and pitches outside the keyboard are left out, and counted.
 * @param notes sorted by start
 * @returns frames of their own; no notes give no frames
 * @throws InvalidArgumentError for an unknown source or a threshold that is not more than 0
 */
export function groupFrames(notes: NoteTable, options: GroupFramesOptions = {}): Frames {
  const inSameFrame = zoneRule(options);
  const startSeconds = new Float64Array(notes.length);
  const offsets = new Uint32Array(notes.length + 1);
  const pitches = new Uint8Array(notes.length);
  const excluded = { percussion: 0, outOfRange: 0 };
  let length = 0;
  let pitchCount = 0;
  for (let row = 0; row < notes.length; row++) {
    const pitch = notes.pitch[row]!;
    if (notes.channel[row] === PERCUSSION_CHANNEL) {
      excluded.percussion++;
      continue;
    }
    if (pitch < LOWEST_PITCH || pitch > HIGHEST_PITCH) {
      excluded.outOfRange++;
      continue;
    }
    const start = notes.startSeconds[row]!;
    if (length === 0 || !inSameFrame(start - startSeconds[length - 1]!)) {
      offsets[length] = pitchCount;
      startSeconds[length] = start;
      length++;
    }
    pitchCount = insertPitch(pitches, offsets[length - 1]!, pitchCount, pitch);
  }
  offsets[length] = pitchCount;
  return {
    length,
    startSeconds: startSeconds.slice(0, length),
    offsets: offsets.slice(0, length + 1),
    pitches: pitches.slice(0, pitchCount),
    excluded,
  };
}

/** Whether a note so many seconds after a frame's first note belongs to that frame. */
function zoneRule(options: GroupFramesOptions): (secondsAfterFirst: number) => boolean {
  const { source = 'performance', thresholdSeconds = 0.05 } = options;
  if (source === 'score') return (secondsAfterFirst) => secondsAfterFirst <= SCORE_TOLERANCE_SECONDS;
  if (source !== 'performance') {
    throw new InvalidArgumentError('source', `expected 'score' or 'performance', got ${JSON.stringify(source)}`);
  }
  if (!Number.isFinite(thresholdSeconds) || thresholdSeconds <= 0) {
    throw new InvalidArgumentError('thresholdSeconds', `expected a number above 0, got ${thresholdSeconds}`);
  }
  return (secondsAfterFirst) => secondsAfterFirst < thresholdSeconds;
}

/** Puts `pitch` in its place among the ascending `pitches[from .. to)`, unless it is there. @returns the new `to` */
function insertPitch(pitches: Uint8Array, from: number, to: number, pitch: number): number {
  let place = to;
  while (place > from && pitches[place - 1]! > pitch) place--;
  if (place > from && pitches[place - 1] === pitch) return to;
  for (let i = to; i > place; i--) pitches[i] = pitches[i - 1]!;
  pitches[place] = pitch;
  return to + 1;
}
