import { createNoteTable, type Note, type NoteTable } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateNotes } from '../testing-support/generated-pieces.js';
import { isMelodyLike, splitParts } from './parts.js';
import { readPiece } from './read-piece.js';
import { skylineNotes } from './skyline.js';

/** Notes of one voice, one after the other. */
function voice(pitches: readonly number[], seconds: number, part: Partial<Note> = {}): Note[] {
  return pitches.map((pitch, i) => ({ startSeconds: i * seconds, endSeconds: (i + 1) * seconds, pitch, ...part }));
}

const tune = Array.from({ length: 24 }, (_, i) => 67 + ((i * 5) % 12));
const pitchesOf = (notes: NoteTable): number[] => Array.from(notes.pitch);

describe('skyline', () => {
  test('under a held note the accompaniment is left out', () => {
    const accompaniment = voice(
      Array.from({ length: 96 }, (_, i) => 48 + (i % 3) * 4),
      0.25,
    );
    const notes = createNoteTable([...voice(tune, 1), ...accompaniment]);
    expect(pitchesOf(skylineNotes(notes, 0.05))).toEqual(tune);
  });

  test('a melody breathes: what sounds far below it in a short rest is accompaniment too', () => {
    const detached = voice(tune, 1).map((note) => ({ ...note, endSeconds: note.startSeconds + 0.7 }));
    const offbeats = voice([50, 52, 53], 1).map((note, i) => ({ ...note, startSeconds: i + 0.8, endSeconds: i + 1.2 }));
    expect(pitchesOf(skylineNotes(createNoteTable([...detached, ...offbeats]), 0.05))).toEqual(tune);
  });

  test('notes played legato overlap and follow each other all the same', () => {
    const legato = voice(tune, 1).map((note) => ({ ...note, endSeconds: note.endSeconds + 0.05 }));
    expect(pitchesOf(skylineNotes(createNoteTable(legato), 0.05))).toEqual(tune);
  });

  test('where the tune rests, the highest of what is left sounds through', () => {
    const notes = createNoteTable([
      { startSeconds: 0, endSeconds: 1, pitch: 72 },
      { startSeconds: 3, endSeconds: 4, pitch: 50 },
      { startSeconds: 3, endSeconds: 4, pitch: 40 },
    ]);
    expect(pitchesOf(skylineNotes(notes, 0.05))).toEqual([72, 50]);
  });

  test('a spread chord gives its top note alone', () => {
    const notes = createNoteTable([60, 64, 67].map((pitch, i) => ({ startSeconds: i * 0.015, endSeconds: 2, pitch })));
    expect(pitchesOf(skylineNotes(notes, 0.05))).toEqual([67]);
  });

  test('is the same for the skyline itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const skyline = skylineNotes(createNoteTable(generateNotes(seed, 40)), 0.05);
        expect(skylineNotes(skyline, 0.05)).toEqual(skyline);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});

describe('parts', () => {
  const frames = (notes: readonly Note[]) => groupFrames(createNoteTable(notes));

  test('tracks, or the channels of a single track', () => {
    const views = (notes: readonly Note[]) => splitParts(createNoteTable(notes)).map(({ view }) => view);
    const upper = voice(tune, 1, { track: 1 });
    expect(views([...upper, ...voice(tune, 1, { track: 4 })])).toEqual(['track 1', 'track 4']);
    expect(views([...upper, ...voice(tune, 1, { track: 1, channel: 3 })])).toEqual(['channel 0', 'channel 3']);
    expect(views(upper)).toEqual([]);
  });

  test('a melody is long enough, of single notes, not a bass, and within a voice’s range', () => {
    expect(isMelodyLike(frames(voice(tune, 1)))).toBe(true);
    expect(isMelodyLike(frames(voice(tune.slice(0, 15), 1)))).toBe(false);
    expect(
      isMelodyLike(
        frames(
          voice(
            tune.map((pitch) => pitch - 30),
            1,
          ),
        ),
      ),
    ).toBe(false);
    expect(
      isMelodyLike(
        frames(
          voice(
            tune.map((pitch, i) => (i % 2 ? pitch : pitch - 40)),
            1,
          ),
        ),
      ),
    ).toBe(false);
    const thirds = voice(
      tune.slice(0, 4).map((pitch) => pitch - 4),
      1,
    );
    expect(isMelodyLike(frames([...voice(tune, 1), ...thirds]))).toBe(false);
  });
});

describe('readPiece', () => {
  test('all notes, skyline and melody-like tracks, those that say the same once', () => {
    const lead = voice(tune, 1, { track: 1 });
    const second = voice(
      tune.map((pitch) => pitch - 9),
      1,
      { track: 2 },
    );
    const drums = voice(tune, 0.5, { track: 3, channel: 9 });
    const read = (notes: readonly Note[]) => readPiece(createNoteTable(notes), 0.05).map(({ view }) => view);
    expect(read([...lead, ...second, ...drums])).toEqual(['all', 'skyline', 'track 2']);
    expect(read(lead)).toEqual(['all']);
    expect(read([])).toEqual([]);
    expect(read(drums)).toEqual([]);
  });

  test('the views asked for', () => {
    const notes = createNoteTable(generateNotes(3));
    expect(readPiece(notes, 0.05, ['skyline']).map(({ view }) => view)).toEqual(['skyline']);
    const [all, skyline] = readPiece(groupFrames(notes), 0.05);
    expect(skyline!.frames.length).toBe(all!.frames.length);
    expect(skyline!.frames.pitches[0]).toBe(all!.frames.pitches[all!.frames.offsets[1]! - 1]);
  });
});
