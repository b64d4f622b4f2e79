import type { WrittenNote } from '../model/written-score.js';
import { childOf, childrenOf, type XmlElement } from '../xml/parse-xml.js';

/** What a note of a harmonic shows: the string as it is stopped, where it is touched, or what sounds. */
export type HarmonicRole = 'base' | 'touching' | 'sounding';

/** Semitones from the stopped note to the harmonic, by those to where the string is touched: nodes of partials 2 to 6. */
const SOUNDING: Readonly<Record<number, number>> = { 12: 12, 7: 19, 5: 24, 4: 28, 9: 28, 3: 31 };

/** @returns undefined for other notes, and for harmonics that are written as they sound */
export function harmonicRoleOf(note: XmlElement): HarmonicRole | undefined {
  const harmonics = childrenOf(note, 'notations')
    .flatMap((notations) => childrenOf(notations, 'technical'))
    .flatMap((technical) => childrenOf(technical, 'harmonic'));
  for (const role of ['sounding', 'touching', 'base'] as const) {
    if (harmonics.some((harmonic) => childOf(harmonic, `${role}-pitch`))) return role;
  }
  return undefined;
}

/** A note of a chord with what it shows of a harmonic. */
interface ChordNote {
  readonly note: WrittenNote;
  readonly harmonic: HarmonicRole | undefined;
}

/**
 * The notes of a chord that sound, at their pitches: of a harmonic the note that shows it, or else the partial of the stopped
 * note that has a node where the string is touched. Notes that show only where to touch a string do not sound.
 */
export function soundingNotes<Note extends ChordNote>(chord: readonly Note[]): Note[] {
  if (chord.some(({ harmonic }) => harmonic === 'sounding')) {
    return chord.filter(({ harmonic }) => harmonic === undefined || harmonic === 'sounding');
  }
  const touching = chord.find(({ harmonic }) => harmonic === 'touching');
  return chord
    .filter(({ harmonic }) => harmonic !== 'touching')
    .map((each) => {
      const interval =
        each.harmonic === 'base' && touching ? SOUNDING[touching.note.pitch - each.note.pitch] : undefined;
      const pitch = each.note.pitch + (interval ?? 0);
      return interval === undefined || pitch > 127 ? each : { ...each, note: { ...each.note, pitch } };
    });
}
