import { HIGHEST_PITCH, LOWEST_PITCH } from '../contract.js';
import { type Box, line, pictureColors, rect, text } from './svg-elements.js';

const PITCH_CLASSES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;
const BLACK_KEYS = new Set([1, 3, 6, 8, 10]);
const MIDDLE_C = 60;

/** The name of a pitch in scientific notation: 60 is `C4`, 61 is `C♯4`. */
export function pitchName(pitch: number): string {
  return `${PITCH_CLASSES[pitch % 12]!}${Math.floor(pitch / 12) - 1}`;
}

/** Whether a pitch is a black key of the piano. */
export function isBlackKey(pitch: number): boolean {
  return BLACK_KEYS.has(pitch % 12);
}

/**
 * Pitches a picture shows, from high to low: from its highest note to its lowest, and at least an octave, so that
 * pictures of few notes show where those lie. No notes give the octave above middle C.
 * @param pitches MIDI note numbers, 21 to 108
 */
export function shownPitches(pitches: Iterable<number>): number[] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const pitch of pitches) {
    lowest = Math.min(lowest, pitch);
    highest = Math.max(highest, pitch);
  }
  if (highest < lowest) {
    lowest = MIDDLE_C;
    highest = MIDDLE_C + 12;
  }
  const missing = Math.max(0, 12 - (highest - lowest));
  lowest = Math.max(LOWEST_PITCH, lowest - Math.ceil(missing / 2));
  highest = Math.min(HIGHEST_PITCH, Math.max(highest + Math.floor(missing / 2), lowest + 12));
  lowest = Math.min(lowest, highest - 12);
  return Array.from({ length: highest - lowest + 1 }, (_, row) => highest - row);
}

/** Stripes of the keys from high to low, with a line below each C. */
export function keyStripes(pitches: readonly number[], { x, y, width, height }: Box): string[] {
  const rowHeight = height / pitches.length;
  const stripes = pitches.map((pitch, row) => {
    const at = { x, y: y + row * rowHeight, width, height: rowHeight };
    return rect(at, isBlackKey(pitch) ? pictureColors.blackRow : pictureColors.whiteRow);
  });
  const octaves = pitches.flatMap((pitch, row) => {
    const bottom = y + (row + 1) * rowHeight;
    return pitch % 12 === 0 ? [line(x, bottom, x + width, bottom, pictureColors.octaveLine)] : [];
  });
  return [...stripes, ...octaves];
}

/** Names of keys at the left of their rows. */
export function keyLabels(
  pitches: readonly number[],
  { x, y, height }: Box,
  fontSize: number,
  isNamed: (pitch: number) => boolean,
): string[] {
  const rowHeight = height / pitches.length;
  return pitches.flatMap((pitch, row) =>
    isNamed(pitch) ? [text(x - 6, y + (row + 0.5) * rowHeight + fontSize * 0.36, 'end', pitchName(pitch))] : [],
  );
}
