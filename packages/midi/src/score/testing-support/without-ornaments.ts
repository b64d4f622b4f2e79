import type { NoteTable } from '../../note-table.js';

const ORNAMENT =
  /<(?:trill-mark|(?:inverted-)?mordent|(?:delayed-|inverted-|delayed-inverted-)?(?:vertical-)?turn|shake|schleifer|tremolo|wavy-line|arpeggiate|grace)\b/;

/**
 * A MusicXML score without the notes that players do not play as they are written: those with ornaments, tremolos and
 * arpeggios, grace notes, the notes that grace notes lead to, and what any of them is tied to. They become rests,
 * which keep their time.
 */
export function silenceOrnaments(musicXml: string): string {
  /** Pitches, as text, with a tie from a silenced note. */
  const tied = new Set<string>();
  let followsGrace = false;
  let isChordSilent = false;
  return musicXml.replace(/<note\b[^>]*>[\s\S]*?<\/note>/g, (note) => {
    const isGrace = /<grace\b/.test(note);
    const isChord = /<chord\b/.test(note);
    const pitch = /<pitch>[\s\S]*?<\/pitch>/.exec(note)?.[0].replace(/\s+/g, '') ?? '';
    const isTied = /<tie type="stop"/.test(note) && tied.delete(pitch);
    const isSilent = ORNAMENT.test(note) || isTied || followsGrace || (isChord && isChordSilent);
    isChordSilent = followsGrace || (isChord && isChordSilent);
    followsGrace = isGrace;
    if (!isSilent) return note;
    if (/<tie type="start"/.test(note)) tied.add(pitch);
    return note.replace(/<note\b[^>]*>/, '$&<rest/>');
  });
}

/** A note by its onset in quarters. */
export interface QuarterNote {
  readonly pitch: number;
  readonly quarters: number;
}

/** The notes with their onsets in quarters. */
export function inQuarters({ startSeconds, pitch }: NoteTable, quartersAt: (seconds: number) => number): QuarterNote[] {
  return Array.from(pitch, (each, row) => ({ pitch: each, quarters: quartersAt(startSeconds[row]!) }));
}

/** Semitones and quarters around a written note within which an ornament of it may be played. */
const NEAR_SEMITONES = 4;
const NEAR_QUARTERS = { before: 1, after: 4 };

/** The notes of `played` that may belong to how one of `ornamented` is played. */
export function ornamentsIn(played: readonly QuarterNote[], ornamented: readonly QuarterNote[]): QuarterNote[] {
  return played.filter(({ pitch, quarters }) =>
    ornamented.some(
      (written) =>
        Math.abs(written.pitch - pitch) <= NEAR_SEMITONES &&
        quarters >= written.quarters - NEAR_QUARTERS.before &&
        quarters < written.quarters + NEAR_QUARTERS.after,
    ),
  );
}

/** Pairs off notes of one pitch whose onsets are a 64th apart at most. @returns the notes of each side that are left */
export function unmatched(
  a: readonly QuarterNote[],
  b: readonly QuarterNote[],
): { readonly a: QuarterNote[]; readonly b: QuarterNote[] } {
  const left: { readonly a: QuarterNote[]; readonly b: QuarterNote[] } = { a: [], b: [] };
  const byPitch = (notes: readonly QuarterNote[], pitch: number): QuarterNote[] =>
    notes.filter((note) => note.pitch === pitch).sort((x, y) => x.quarters - y.quarters);
  for (let pitch = 0; pitch < 128; pitch++) {
    const [mine, others] = [byPitch(a, pitch), byPitch(b, pitch)];
    while (mine.length > 0 && others.length > 0) {
      const difference = mine[0]!.quarters - others[0]!.quarters;
      if (Math.abs(difference) <= 1 / 16 + 1e-3) {
        mine.shift();
        others.shift();
      } else if (difference < 0) {
        left.a.push(mine.shift()!);
      } else {
        left.b.push(others.shift()!);
      }
    }
    left.a.push(...mine);
    left.b.push(...others);
  }
  return left;
}
