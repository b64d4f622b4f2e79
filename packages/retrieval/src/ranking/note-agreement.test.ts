import { createRandom } from '@midizero/core';
import { createNoteTable, type Note } from '@midizero/midi';
import { createRawEncoder, type Frames, groupFrames } from '@midizero/pitch-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { addTranscriptionNoise } from '../evaluation/noise.js';
import { buildIndex } from '../piece-index/build.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { generateNotes } from '../testing-support/generated-pieces.js';
import { NoteAgreement } from './note-agreement.js';

const notes = generateNotes(1);
let index: PieceIndex;

beforeAll(async () => {
  index = await buildIndex([{ id: 'piece', notes: createNoteTable(notes) }], {
    encoder: createRawEncoder(),
    views: ['all'],
  });
});

/** Notes of the piece from 8 to 16 s, frames 40 to 79, each where `place` puts it. */
function played(place: (seconds: number) => number, chosen: (note: Note) => boolean = () => true): Frames {
  const some = notes.filter((note) => note.startSeconds >= 7.99 && note.startSeconds < 15.99 && chosen(note));
  return groupFrames(
    createNoteTable(
      some.map(({ startSeconds, pitch }) => {
        const at = place(startSeconds - 8);
        return { startSeconds: at, endSeconds: at + 0.1, pitch };
      }),
    ),
  );
}

/** A chain that knows the passage's ends alone. */
function agreement(query: Frames, transposition = 0, firstFrame = 40): number {
  const chain = { queryFrames: [0, query.length - 1], pieceFrames: [firstFrame, firstFrame + 39] };
  return new NoteAgreement(index, query).along(index.readings[0]!, transposition, chain);
}

describe('agreement along a chain', () => {
  test('is 1 for the passage itself at any tempo, and little elsewhere', () => {
    expect(agreement(played((seconds) => seconds))).toBeCloseTo(1, 6);
    expect(agreement(played((seconds) => 1.7 * seconds))).toBeCloseTo(1, 4);
    for (const elsewhere of [0, 20, 60, 80]) {
      expect(
        agreement(
          played((seconds) => seconds),
          0,
          elsewhere,
        ),
      ).toBeLessThan(0.25);
    }
  });

  test('is that of the piece in its key alone', () => {
    const higher = groupFrames(
      createNoteTable(
        notes
          .filter(({ startSeconds }) => startSeconds >= 7.99 && startSeconds < 15.99)
          .map((note) => ({ ...note, startSeconds: note.startSeconds - 8, pitch: note.pitch + 3 })),
      ),
    );
    expect(agreement(higher, 3)).toBeCloseTo(1, 6);
    expect(agreement(higher, 0)).toBeLessThan(0.25);
  });

  test('stays high where the tempo changes in the middle', () => {
    const faster = played((seconds) => (seconds < 4 ? seconds : 4 + 0.7 * (seconds - 4)));
    expect(agreement(faster)).toBeGreaterThan(0.8);
  });

  test('the same notes without their times agree less', () => {
    const random = createRandom(3);
    const stretch = new Map<number, number>();
    let time = 0;
    for (let onset = 0; onset < 40; onset++) {
      stretch.set(onset, time);
      time += random.chance(0.5) ? 0.06 : 0.5;
    }
    const uneven = played((seconds) => stretch.get(Math.round(seconds / 0.2))!);
    expect(agreement(uneven)).toBeLessThan(0.85);
  });

  test('chords spread over frames, lost notes and added ones cost what they are, not the rest', () => {
    const random = createRandom(5);
    const damaged = addTranscriptionNoise(
      notes
        .filter(({ startSeconds }) => startSeconds >= 7.99 && startSeconds < 15.99)
        .map(({ startSeconds, endSeconds, pitch }) => ({ on: startSeconds - 8, off: endSeconds - 8, pitch })),
      { seed: random.uint32(), level: 'high' },
    );
    const query = groupFrames(
      createNoteTable(damaged.map(({ on, off, pitch }) => ({ startSeconds: on, endSeconds: off, pitch }))),
    );
    const here = agreement(query);
    for (const elsewhere of [0, 10, 20, 60, 70, 80]) expect(here).toBeGreaterThan(agreement(query, 0, elsewhere) + 0.1);
  });

  test('notes beyond the keyboard after transposing count as lone', () => {
    expect(
      agreement(
        played((seconds) => seconds),
        120,
      ),
    ).toBe(-0.25);
  });
});
