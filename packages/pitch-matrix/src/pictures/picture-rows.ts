import { InvalidArgumentError } from '@midizero/core';
import { KEY_COUNT, LOWEST_PITCH } from '../contract.js';
import { pitchName, shownPitches } from './keyboard-rows.js';

/** One row of a picture. */
export interface PictureRow {
  /** MIDI note number. */
  readonly pitch: number;
  /** Such as `C4`, middle C. */
  readonly name: string;
  /** Whether a note is there, one value a frame. */
  readonly cells: readonly boolean[];
}

/**
 * Rows of a window's picture, from high to low, trimmed as `shownPitches` does.
 * @throws InvalidArgumentError if the size is not a multiple of 88
 */
export function pictureRows(window: Float32Array): PictureRow[] {
  if (window.length === 0 || window.length % KEY_COUNT !== 0) {
    throw new InvalidArgumentError('window', `expected frames x ${KEY_COUNT} numbers, got ${window.length}`);
  }
  const frameCount = window.length / KEY_COUNT;
  return shownPitches(notesOf(window)).map((pitch) => ({
    pitch,
    name: pitchName(pitch),
    cells: Array.from({ length: frameCount }, (_, frame) => window[frame * KEY_COUNT + pitch - LOWEST_PITCH] !== 0),
  }));
}

function* notesOf(window: Float32Array): Generator<number> {
  for (let i = 0; i < window.length; i++) if (window[i] !== 0) yield LOWEST_PITCH + (i % KEY_COUNT);
}
