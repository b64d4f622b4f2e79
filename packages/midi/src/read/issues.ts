import { MidiParseError } from '../errors.js';

/**
 * What is wrong at one place of a file that was read all the same:
 * - `leading-bytes`: something stands before the header
 * - `header`: the header's length, format or division makes no sense
 * - `track-count`: the header announces another number of tracks than there are
 * - `chunk-id`: a track's chunk id is damaged or missing
 * - `chunk-length`: a chunk's length does not lead to its end
 * - `trailing-bytes`: something stands behind the last track
 * - `end-of-track`: a track does not end in an end-of-track event, or goes on behind it
 * - `truncated-event`: the track ends inside an event
 * - `truncated-file`: the file ends before the track does that it announces, and so do the track's events
 * - `delta-time`: a variable-length number of more than four bytes
 * - `tick-limit`: events later than `maxTicks`, left out
 * - `running-status`: data bytes without a status to go with, skipped
 * - `data-byte`: a data byte above 127
 * - `illegal-status`: a message that may not stand in a file, skipped
 * - `tempo`: a tempo event that says nothing usable, left out
 * - `stray-note-off`: a note-off without a sounding note, left out
 * - `unended-note`: a note that nothing ends; it ends with its track
 */
export type MidiIssueKind =
  | 'leading-bytes'
  | 'header'
  | 'track-count'
  | 'chunk-id'
  | 'chunk-length'
  | 'trailing-bytes'
  | 'end-of-track'
  | 'truncated-event'
  | 'truncated-file'
  | 'delta-time'
  | 'tick-limit'
  | 'running-status'
  | 'data-byte'
  | 'illegal-status'
  | 'tempo'
  | 'stray-note-off'
  | 'unended-note';

/** One flaw of a file that was read all the same. */
export interface MidiIssue {
  readonly kind: MidiIssueKind;
  /** Where in the bytes passed in, from 0. */
  readonly byteOffset: number;
  /** The track it is in, from 0; undefined outside tracks. */
  readonly track: number | undefined;
  /** One line of printable characters. */
  readonly message: string;
}

/** What an {@link IssueLog} does with issues. */
export interface IssueLogOptions {
  readonly strict: boolean;
  readonly maxIssues: number;
  readonly onIssue: ((issue: MidiIssue) => void) | undefined;
}

/** Collects the issues of one file, up to a limit: a damaged file can have one a byte. */
export class IssueLog {
  readonly issues: MidiIssue[] = [];
  /** How many there were, those above the limit included. */
  count = 0;
  readonly #options: IssueLogOptions;

  constructor(options: IssueLogOptions) {
    this.#options = options;
  }

  /**
   * @param actual a phrase, or a byte to be shown as hexadecimal; phrases are only built below the limit
   * @throws MidiParseError in strict mode
   */
  report(
    kind: MidiIssueKind,
    byteOffset: number,
    track: number | undefined,
    expected: string,
    actual: number | (() => string),
  ): void {
    this.count++;
    const { strict, maxIssues, onIssue } = this.#options;
    if (!strict && this.issues.length >= maxIssues) return;
    const got = typeof actual === 'number' ? hexByte(actual) : actual();
    if (strict) throw new MidiParseError({ byteOffset, expected, actual: got });
    const place = track === undefined ? `byte ${byteOffset}` : `track ${track}, byte ${byteOffset}`;
    const issue = { kind, byteOffset, track, message: `${place}: expected ${expected}, got ${got}` };
    this.issues.push(issue);
    onIssue?.(issue);
  }
}

/** A byte as `0x4d`. */
export function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
