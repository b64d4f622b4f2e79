import { InvalidArgumentError } from '@midizero/core';
import type { Recording } from './recording.js';

/** A part of a recording, in seconds. */
export interface RecordingSpan {
  /** @default 0 */
  readonly startSeconds?: number;
  /** @default the recording's end */
  readonly endSeconds?: number;
}

/** @throws InvalidArgumentError for a part that begins before 0 or ends before it begins */
export function requireSpan({
  startSeconds = 0,
  endSeconds = Number.POSITIVE_INFINITY,
}: RecordingSpan): Required<RecordingSpan> {
  if (!(startSeconds >= 0 && startSeconds < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgumentError('startSeconds', `expected 0 or more, got ${startSeconds}`);
  }
  if (!(endSeconds > startSeconds)) {
    throw new InvalidArgumentError('endSeconds', `expected more than ${startSeconds}, got ${endSeconds}`);
  }
  return { startSeconds, endSeconds };
}

/**
 * A part of a recording, whose notes have their times in the whole. What lies outside is decoded and dropped, block by block.
 * @throws InvalidArgumentError as {@link requireSpan}
 */
export function partOfRecording(recording: Recording, span: RecordingSpan): Recording {
  const { startSeconds, endSeconds } = requireSpan(span);
  const { sampleRateHz, durationSeconds } = recording;
  const total = Math.round(durationSeconds * sampleRateHz);
  const from = Math.min(total, Math.round(startSeconds * sampleRateHz));
  const to = Math.min(total, Math.round(endSeconds * sampleRateHz));
  return {
    sampleRateHz,
    durationSeconds: (to - from) / sampleRateHz,
    startSeconds: (recording.startSeconds ?? 0) + from / sampleRateHz,
    *blocks() {
      let position = 0;
      for (const block of recording.blocks()) {
        const inside = block.subarray(Math.max(0, from - position), Math.max(0, to - position));
        position += block.length;
        if (inside.length > 0) yield inside;
        if (position >= to) return;
      }
    },
  };
}
