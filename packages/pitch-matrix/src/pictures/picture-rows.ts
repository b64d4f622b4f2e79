import { InvalidArgumentError } from '@midizero/core';
import { KEY_COUNT, LOWEST_PITCH } from '../contract.js';

const PITCH_CLASSES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;
const BLACK_KEYS = new Set([1, 3, 6, 8, 10]);

/** One row of a picture. */
export interface PictureRow {
  /** MIDI note number. */
  readonly pitch: number;
  /** Such as `C4`, middle C. */
  readonly name: string;
  readonly isBlackKey: boolean;
  /** Whether a note is there, one value a frame. */
  readonly cells: readonly boolean[];
}

/**
 * Rows of a window's picture, from high to low: from its highest note to its lowest, and at least an octave, so that
 * pictures of few notes show where those lie.
 * @throws InvalidArgumentError if the size is not a multiple of 88
 */
export function pictureRows(window: Float32Array): PictureRow[] {
  if (window.length === 0 || window.length % KEY_COUNT !== 0) {
    throw new InvalidArgumentError('window', `expected frames x ${KEY_COUNT} numbers, got ${window.length}`);
  }
  const { lowest, highest } = shownKeys(window);
  const frameCount = window.length / KEY_COUNT;
  return Array.from({ length: highest - lowest + 1 }, (_, row) => {
    const key = highest - row;
    const pitch = LOWEST_PITCH + key;
    return {
      pitch,
      name: pitchName(pitch),
      isBlackKey: BLACK_KEYS.has(pitch % 12),
      cells: Array.from({ length: frameCount }, (_, frame) => window[frame * KEY_COUNT + key] !== 0),
    };
  });
}

/** The name of a pitch in scientific notation: 60 is `C4`, 61 is `C♯4`. */
export function pitchName(pitch: number): string {
  return `${PITCH_CLASSES[pitch % 12]!}${Math.floor(pitch / 12) - 1}`;
}

const MIDDLE_C_KEY = 60 - LOWEST_PITCH;

function shownKeys(window: Float32Array): { lowest: number; highest: number } {
  let lowest = KEY_COUNT;
  let highest = -1;
  for (let i = 0; i < window.length; i++) {
    if (window[i] === 0) continue;
    lowest = Math.min(lowest, i % KEY_COUNT);
    highest = Math.max(highest, i % KEY_COUNT);
  }
  if (highest < 0) return { lowest: MIDDLE_C_KEY, highest: MIDDLE_C_KEY + 12 };
  const missing = Math.max(0, 12 - (highest - lowest));
  lowest = Math.max(0, lowest - Math.ceil(missing / 2));
  highest = Math.min(KEY_COUNT - 1, Math.max(highest + Math.floor(missing / 2), lowest + 12));
  return { lowest: Math.min(lowest, highest - 12), highest };
}
