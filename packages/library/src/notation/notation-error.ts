import { MidizeroError } from '@midizero/core';

/** Where in a notation text an error lies, as far as it is known. */
export interface NotationPlace {
  /** Id of the piece, as given to the parser. */
  readonly piece: string;
  /** Name of the voice. */
  readonly voice?: string | undefined;
  /** Bar of the voice, from 1; 0 is the pickup bar. */
  readonly bar?: number | undefined;
  /** Line of the text, from 1. */
  readonly line?: number | undefined;
  /** Column of the line, from 1. */
  readonly column?: number | undefined;
}

/** A notation text that cannot be read. `details` is a {@link NotationPlace} and `what`. */
export class NotationError extends MidizeroError {
  constructor(what: string, place: NotationPlace) {
    super('NOTATION', `${describePlace(place)}: ${what}`, { ...place, what });
  }
}

function describePlace({ piece, voice, bar, line, column }: NotationPlace): string {
  const parts = [`piece ${piece}`];
  if (voice !== undefined) parts.push(`voice ${voice}`);
  if (bar !== undefined) parts.push(`bar ${bar}`);
  if (line !== undefined) parts.push(column === undefined ? `line ${line}` : `line ${line}, column ${column}`);
  return parts.join(', ');
}
