import { semitonesOfLetter, stepOfLetter } from '../model/letters.js';
import type { SpelledPitch } from '../model/neighbours.js';
import { childNumber, childOf, childText, type XmlElement } from '../xml/parse-xml.js';
import type { PartHeader } from './score-header.js';

/** A note's pitch as MIDI note number, rounded from microtones; undefined where it is missing or makes no sense. */
export function readPitch(note: XmlElement, transposition: number): number | undefined {
  const pitch = childOf(note, 'pitch');
  if (pitch === undefined) return undefined;
  const written = midiNote(childText(pitch, 'step'), childNumber(pitch, 'octave'), childNumber(pitch, 'alter') ?? 0);
  return written === undefined ? undefined : inRange(Math.round(written + transposition));
}

/** A note's pitch as it is spelled; undefined without one. */
export function readSpelling(note: XmlElement): SpelledPitch | undefined {
  const pitch = childOf(note, 'pitch');
  const step = pitch && stepOfLetter(childText(pitch, 'step') ?? '');
  const octave = pitch && childNumber(pitch, 'octave');
  if (step === undefined || octave === undefined) return undefined;
  return { step, octave, alter: childNumber(pitch!, 'alter') ?? 0 };
}

/** An unpitched note's sound by its instrument, else by its place on the staff. */
export function readUnpitched(note: XmlElement, { unpitched }: PartHeader): number | undefined {
  const sound = unpitched.get(childOf(note, 'instrument')?.attributes.id ?? '');
  if (sound !== undefined) return sound;
  const display = childOf(note, 'unpitched')!;
  return inRange(midiNote(childText(display, 'display-step') ?? 'B', childNumber(display, 'display-octave') ?? 4, 0));
}

function midiNote(step: string | undefined, octave: number | undefined, alter: number): number | undefined {
  const semitones = step === undefined ? undefined : semitonesOfLetter(step);
  return semitones === undefined || octave === undefined ? undefined : 12 * (octave + 1) + semitones + alter;
}

function inRange(pitch: number | undefined): number | undefined {
  return pitch !== undefined && pitch >= 0 && pitch <= 127 ? pitch : undefined;
}
