import type { NoteTable } from '../../packages/midi/src/index.js';
import { groupFrames, windowStarts, writeWindows } from '../../packages/pitch-matrix/src/index.js';

const WINDOWS_AT_ONCE = 64;

/** What an index does with the notes of any file. @throws Error for windows that hold no note */
export function windowsOf(notes: NoteTable): void {
  const buffer = new Float32Array(WINDOWS_AT_ONCE * 10 * 88);
  for (const source of ['score', 'performance'] as const) {
    const frames = groupFrames(notes, { source });
    const { percussion, outOfRange } = frames.excluded;
    if (percussion + outOfRange + frames.pitches.length > notes.length) throw new Error('more pitches than notes');
    const starts = windowStarts(frames.length);
    for (let from = 0; from < starts.length; from += WINDOWS_AT_ONCE) {
      const windows = writeWindows(frames, starts.subarray(from, from + WINDOWS_AT_ONCE), buffer);
      if (!windows.includes(1)) throw new Error('windows without notes');
    }
  }
}
