import { type NoteTable, PERCUSSION_CHANNEL } from '@midizero/midi';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';

/** Frames, with how long each of their notes sounds. */
export interface TimedFrames extends Frames {
  /** Seconds, beside `pitches`. */
  readonly durationSeconds: Float32Array;
}

/** Groups notes as `groupFrames` does for a performance. A pitch struck twice in one frame has the longer duration. */
export function groupTimedFrames(notes: NoteTable): TimedFrames {
  const frames = groupFrames(notes);
  const { length, startSeconds, offsets, pitches } = frames;
  const durationSeconds = new Float32Array(pitches.length);
  let frame = 0;
  for (let row = 0; row < notes.length && length > 0; row++) {
    if (notes.channel[row] === PERCUSSION_CHANNEL) continue;
    while (frame + 1 < length && notes.startSeconds[row]! >= startSeconds[frame + 1]!) frame++;
    const place = pitches.indexOf(notes.pitch[row]!, offsets[frame]!);
    if (place < 0 || place >= offsets[frame + 1]!) continue; // beyond the keyboard
    const seconds = notes.endSeconds[row]! - notes.startSeconds[row]!;
    durationSeconds[place] = Math.max(durationSeconds[place]!, seconds);
  }
  return { ...frames, durationSeconds };
}
