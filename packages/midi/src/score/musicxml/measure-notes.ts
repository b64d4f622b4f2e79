import { alterationInKey, neighboursOf, type SpelledPitch } from '../model/neighbours.js';
import type { NoteMarks, Ornament } from '../model/note-marks.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { WrittenNote } from '../model/written-score.js';
import { childNumber, childOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';
import { type HarmonicRole, harmonicRoleOf, soundingNotes } from './harmonics.js';
import { readSpelling } from './read-pitch.js';
import { graceStyleOf, type NoteSigns, type OrnamentSign, readSigns, strokeQuarters } from './read-signs.js';

/** A note of a measure that is not complete yet. */
interface PendingNote {
  readonly note: WrittenNote;
  /** Undefined for drums. */
  readonly spelled: SpelledPitch | undefined;
  /** Sharps of the key signature, flats negative. */
  readonly fifths: number;
  readonly ornament: OrnamentSign | undefined;
  readonly harmonic: HarmonicRole | undefined;
  /** What the note's own signs say already. */
  readonly marks: NoteMarks;
}

/** A trill for the notes under a line that a trill sign leads. */
const CONTINUED_TRILL: OrnamentSign = { kind: 'trill', accidentals: {}, trillSemitones: undefined };

/**
 * Gathers the notes of one part, measure by measure, and gives them the marks that say how they are played. An ornament is
 * one of the highest note of its chord. Its neighbours follow the accidentals that stand before it in the measure, and the key.
 */
export class MeasureNotes {
  /** Sharps of the key signature by staff; key 0 is for staves without an entry of their own. */
  readonly #keys = new Map<number, number>();
  /** Voices under the trill lines that are open, by the number of the line. */
  readonly #trillLines = new Map<string, string>();
  #pending: PendingNote[] = [];

  readKey(key: XmlElement): void {
    this.#keys.set(numberFrom(key.attributes.number) ?? 0, childNumber(key, 'fifths') ?? 0);
  }

  add(element: XmlElement, note: WrittenNote): void {
    const signs = readSigns(element);
    const spelled = readSpelling(element);
    const fifths = this.#keys.get(note.staff) ?? this.#keys.get(0) ?? 0;
    const isUnderLine = [...this.#trillLines.values()].includes(note.voice);
    this.#followLines(signs, note.voice);
    const ornament = signs?.ornament ?? (isUnderLine && note.graceIndex === undefined ? CONTINUED_TRILL : undefined);
    // Hidden notes are how an ornament that is printed elsewhere is played.
    const isHidden = element.attributes['print-object'] === 'no';
    const marks = ownMarks(element, note, signs);
    const harmonic = harmonicRoleOf(element);
    this.#pending.push({ note, spelled, fifths, harmonic, ornament: isHidden ? undefined : ornament, marks });
  }

  /** Without the sign of a trill, a wavy line is a vibrato. */
  #followLines(signs: NoteSigns | undefined, voice: string): void {
    for (const { type, number } of signs?.lines ?? []) {
      if (type === 'start' && signs?.ornament?.kind === 'trill') this.#trillLines.set(number, voice);
      else if (type === 'stop') this.#trillLines.delete(number);
    }
  }

  /** The notes of the measure, which is complete. */
  take(): WrittenNote[] {
    const chords = chordsOf(this.#pending).map(soundingNotes);
    this.#pending = [];
    const pending = chords.flat().sort((a, b) => a.note.offsetTicks - b.note.offsetTicks);
    const ornaments = ornamentsOfChords(chords.filter(({ length }) => length > 0));
    const alterations = new Map<string, number>();
    let heard = 0;
    return pending.map((each) => {
      for (; pending[heard] && pending[heard]!.note.offsetTicks <= each.note.offsetTicks; heard++) {
        const { spelled, note } = pending[heard]!;
        if (spelled) alterations.set(`${note.staff} ${spelled.step} ${spelled.octave}`, spelled.alter);
      }
      const sign = ornaments.get(each);
      const marks = sign ? { ...each.marks, ornament: ornamentOf(sign, each, alterations) } : each.marks;
      return Object.keys(marks).length === 0 ? each.note : { ...each.note, marks };
    });
  }
}

function ownMarks(element: XmlElement, note: WrittenNote, signs: NoteSigns | undefined): NoteMarks {
  const grace = childOf(element, 'grace');
  const { arpeggio, tremolo } = signs ?? {};
  const strokeTicks = tremolo && Math.round(strokeQuarters(element, tremolo) * TICKS_PER_QUARTER);
  return {
    ...(grace && { grace: graceStyleOf(grace) }),
    ...(arpeggio && { arpeggio: { direction: arpeggio.direction, group: arpeggio.number ?? `voice ${note.voice}` } }),
    ...(tremolo && strokeTicks && { tremolo: { role: tremolo.role, strokeTicks } }),
  };
}

/** Notes of one voice that start together, in the order of the file. */
function chordsOf(pending: readonly PendingNote[]): PendingNote[][] {
  const chords = new Map<string, PendingNote[]>();
  for (const each of pending) {
    const { offsetTicks, voice, graceIndex } = each.note;
    const key = `${offsetTicks} ${graceIndex} ${voice}`;
    const chord = chords.get(key);
    if (chord) chord.push(each);
    else chords.set(key, [each]);
  }
  return [...chords.values()];
}

/** The ornament of each chord, at its highest note. */
function ornamentsOfChords(chords: readonly PendingNote[][]): Map<PendingNote, OrnamentSign> {
  const ornaments = new Map<PendingNote, OrnamentSign>();
  for (const chord of chords) {
    const sign = chord.find(({ ornament }) => ornament)?.ornament;
    const highest = chord.reduce((high, each) => (each.note.pitch > high.note.pitch ? each : high));
    if (sign) ornaments.set(highest, sign);
  }
  return ornaments;
}

function ornamentOf(
  { accidentals, trillSemitones, ...ornament }: OrnamentSign,
  { spelled, note, fifths }: PendingNote,
  alterations: ReadonlyMap<string, number>,
): Ornament {
  if (spelled === undefined) return { ...ornament, up: 0, down: 0 };
  const alterationOf = (step: number, octave: number): number =>
    alterations.get(`${note.staff} ${step} ${octave}`) ?? alterationInKey(fifths, step);
  const { up, down } = neighboursOf(spelled, alterationOf, accidentals);
  return { ...ornament, up: trillSemitones ?? up, down };
}
