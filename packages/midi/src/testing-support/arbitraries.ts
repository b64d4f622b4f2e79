import fc from 'fast-check';
import type { Note } from '../note-table.js';

/** Notes of up to 10 s within the first minutes, often on the same onsets and keys. */
export const noteArbitrary: fc.Arbitrary<Required<Note>> = fc
  .record({
    startSeconds: fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.double({ min: 0, max: 300, noNaN: true }).map((seconds) => seconds + 0),
    ),
    lengthSeconds: fc.double({ min: 0, max: 10, noNaN: true }),
    pitch: fc.oneof(fc.integer({ min: 60, max: 63 }), fc.integer({ min: 0, max: 127 })),
    velocity: fc.integer({ min: 1, max: 127 }),
    channel: fc.integer({ min: 0, max: 15 }),
    track: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ lengthSeconds, ...note }) => ({ ...note, endSeconds: note.startSeconds + lengthSeconds }));
