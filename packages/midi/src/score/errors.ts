import { MidizeroError } from '@midizero/core';

/** A place in a score. What is not known is left out. */
export interface ScorePlace {
  /** Line of the text, from 1. */
  readonly line?: number;
  /** Character of the line, from 1. */
  readonly column?: number;
  /** Where in the bytes passed in, from 0. */
  readonly byteOffset?: number;
  /** The part's name, or its number from 1. */
  readonly part?: string;
  /** The measure's number as printed. */
  readonly measure?: string;
}

/** What a {@link ScoreParseError} says. */
export interface ScoreParseErrorDetails extends ScorePlace {
  /** What should have been there, as a phrase. */
  readonly expected: string;
  /** What was there, as a phrase. */
  readonly actual: string;
}

/**
 * Bytes were refused: they are no score, or exceed a limit. The code is `SCORE_PARSE`, the message one line of printable
 * characters.
 */
export class ScoreParseError extends MidizeroError {
  /** Where; what is not known is left out. */
  readonly place: ScorePlace;
  /** What should have been there, as a phrase. */
  readonly expected: string;
  /** What was there, as a phrase of printable characters. */
  readonly actual: string;

  constructor({ expected, actual, ...place }: ScoreParseErrorDetails) {
    const got = printable(actual);
    super('SCORE_PARSE', `${describePlace(place)}expected ${expected}, got ${got}`, {
      ...place,
      expected,
      actual: got,
    });
    this.place = place;
    this.expected = expected;
    this.actual = got;
  }
}

/** What more measures than `maxMeasures`, repeats played, are refused with. */
export function tooManyMeasures(maxMeasures: number): ScoreParseError {
  const expected = `at most ${maxMeasures} measures with repeats played (maxMeasures)`;
  return new ScoreParseError({ expected, actual: 'more' });
}

/** `line 12, part Violin, measure 3: `, as far as it is known; '' for an unknown place. */
export function describePlace({ line, column, byteOffset, part, measure }: ScorePlace): string {
  const facts = [
    line !== undefined && `line ${line}`,
    column !== undefined && `column ${column}`,
    byteOffset !== undefined && `byte ${byteOffset}`,
    part !== undefined && `part ${printable(part)}`,
    measure !== undefined && `measure ${printable(measure)}`,
  ].filter((fact) => fact !== false);
  return facts.length === 0 ? '' : `${facts.join(', ')}: `;
}

const MAX_PHRASE_CHARACTERS = 120;

/** Text from a file as a part of one line: control characters become spaces, and what is long is cut. */
export function printable(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > MAX_PHRASE_CHARACTERS ? `${line.slice(0, MAX_PHRASE_CHARACTERS)}…` : line;
}
