import { filterNotes, type NoteTable } from '@midizero/midi';
import type { Frames } from '@midizero/pitch-matrix';

/** Legato notes overlap by this much; a note that starts so late under a higher one follows it. */
const LEGATO_SECONDS = 0.06;
/** A melody that rests for less than this is not answered by what sounds more than an octave below it. */
const REST_SECONDS = 0.6;
const OCTAVE_SEMITONES = 12;

/**
 * The notes that a listener takes for the tune: at each onset the highest one, unless a higher note of the skyline
 * still sounds. What moves under a held note is its accompaniment, and so is what sounds more than an octave below it in
 * a short rest.
 * @param thresholdSeconds onsets within this of each other are one
 * @returns some of the rows of `notes`
 */
export function skylineNotes(notes: NoteTable, thresholdSeconds: number): NoteTable {
  const inSkyline = new Uint8Array(notes.length);
  let heldPitch = -1;
  let heldUntil = Number.NEGATIVE_INFINITY;
  for (let first = 0; first < notes.length; ) {
    let highest = first;
    let end = first;
    while (end < notes.length && notes.startSeconds[end]! < notes.startSeconds[first]! + thresholdSeconds) {
      if (notes.pitch[end]! >= notes.pitch[highest]!) highest = end;
      end++;
    }
    const pitch = notes.pitch[highest]!;
    const rest = pitch < heldPitch - OCTAVE_SEMITONES ? REST_SECONDS : -LEGATO_SECONDS;
    if (pitch >= heldPitch || notes.startSeconds[highest]! >= heldUntil + rest) {
      inSkyline[highest] = 1;
      heldPitch = pitch;
      heldUntil = notes.endSeconds[highest]!;
    }
    first = end;
  }
  return filterNotes(notes, (row) => inSkyline[row] === 1);
}

/** The highest pitch of each frame; without the ends of notes there is no telling which of them still sound. */
export function skylineFrames(frames: Frames): Frames {
  return {
    ...frames,
    offsets: Uint32Array.from({ length: frames.length + 1 }, (_, frame) => frame),
    pitches: Uint8Array.from({ length: frames.length }, (_, frame) => frames.pitches[frames.offsets[frame + 1]! - 1]!),
  };
}
