import { MidizeroError } from '@midizero/core';

/** What a {@link MidiParseError} says. */
export interface MidiParseErrorDetails {
  /** Where in the bytes passed in, from 0. */
  readonly byteOffset: number;
  /** What should have been there, as a phrase. */
  readonly expected: string;
  /** What was there, as a phrase of printable characters. */
  readonly actual: string;
}

/**
 * Bytes were refused: they are no MIDI file, exceed a limit, or, with `strict`, have a flaw. The code is `MIDI_PARSE`,
 * the message one line of printable characters.
 */
export class MidiParseError extends MidizeroError {
  /** Where in the bytes passed in, from 0. */
  readonly byteOffset: number;
  /** What should have been there, as a phrase. */
  readonly expected: string;
  /** What was there, as a phrase of printable characters. */
  readonly actual: string;

  constructor({ byteOffset, expected, actual }: MidiParseErrorDetails) {
    super('MIDI_PARSE', `byte ${byteOffset}: expected ${expected}, got ${actual}`, { byteOffset, expected, actual });
    this.byteOffset = byteOffset;
    this.expected = expected;
    this.actual = actual;
  }
}
