import { createNoteTable } from '../../packages/midi/dist/index.js';

const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
];
/** Chords by degree of the scale that songs turn on. */
const TURNS = [
  [0, 4, 5, 3],
  [0, 5, 3, 4],
  [0, 3, 4, 0],
  [5, 3, 0, 4],
  [0, 2, 3, 4],
];
const SECTIONS = ['A', 'A', 'B', 'A', 'C', 'B', 'A'];
const BARS_OF_SECTION = 8;

/**
 * A made-up song: a tune over broken or struck chords, in sections that come back. Such songs resemble each other as
 * real ones do: common turns, common figures, other tunes.
 * @param random of `createRandom`
 */
export function inventSong(random) {
  const scale = SCALES[random.integer(SCALES.length)];
  const tonic = 43 + random.integer(12);
  const beatSeconds = 0.35 + 0.4 * random.uniform();
  const figure = random.integer(3);
  const pitchOf = (degree) => tonic + 12 * Math.floor(degree / 7) + scale[((degree % 7) + 7) % 7];
  const sections = new Map();
  for (const name of SECTIONS) {
    if (!sections.has(name)) sections.set(name, inventSection(random));
  }

  function inventSection(of) {
    const turn = TURNS[of.integer(TURNS.length)];
    const notes = [];
    let degree = 14 + of.integer(5);
    for (let bar = 0; bar < BARS_OF_SECTION; bar++) {
      const chord = turn[bar % turn.length];
      const root = chord > 3 ? chord - 7 : chord;
      for (let half = 0; half < 8; half++) {
        const beat = bar * 4 + half / 2;
        if (figure === 0) notes.push([beat, 0.5, pitchOf(root + [0, 4, 7, 9, 7, 4, 7, 4][half])]);
        if (figure === 1 && half % 4 === 0)
          for (const step of [0, 2, 4, 7]) notes.push([beat, 2, pitchOf(root + step)]);
        if (figure === 2 && half % 2 === 0) {
          for (const step of half % 4 === 0 ? [0] : [2, 4]) notes.push([beat, 1, pitchOf(root + step)]);
        }
        if (!of.chance(half % 2 === 0 ? 0.85 : 0.4)) continue;
        degree = Math.min(23, Math.max(11, degree + [-2, -1, -1, 0, 1, 1, 2, 4, -3][of.integer(9)]));
        notes.push([beat, 0.5, pitchOf(degree)]);
      }
    }
    return notes;
  }

  const notes = SECTIONS.flatMap((name, section) =>
    sections.get(name).map(([beat, beats, pitch]) => {
      const startSeconds = (section * BARS_OF_SECTION * 4 + beat) * beatSeconds;
      return { startSeconds, endSeconds: startSeconds + beats * beatSeconds, pitch };
    }),
  );
  return createNoteTable(notes);
}
