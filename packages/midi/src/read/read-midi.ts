import { InvalidArgumentError } from '@midizero/core';
import type { Division } from '../division.js';
import { MidiParseError } from '../errors.js';
import { noteOrder } from '../note-order.js';
import { allocateNoteTable, type NoteTable } from '../note-table.js';
import { type TempoMap, tempoMapFromColumns } from '../tempo-map.js';
import { readContainer } from './container.js';
import { IssueLog, type MidiIssue } from './issues.js';
import { NoteCollector } from './note-collector.js';
import { type ReadMidiOptions, resolveReadOptions } from './options.js';
import { splitByTrack } from './split-by-track.js';
import { TempoCollector } from './tempo-collector.js';
import { readTrack } from './track-reader.js';

/** One track of a file. */
export interface MidiTrack {
  /** One line of printable characters, '' where the track has no name. */
  readonly name: string;
  readonly notes: NoteTable;
}

/** What a MIDI file says. */
export interface MidiFile {
  /** The notes of all tracks; `track` is the place in `tracks`. */
  readonly notes: NoteTable;
  readonly tempoMap: TempoMap;
  /** 0: one track; 1: tracks that play together; 2: tracks that play one after another. */
  readonly format: 0 | 1 | 2;
  readonly division: Division;
  readonly tracks: readonly MidiTrack[];
  /** The end of the last note to end; 0 without notes. */
  readonly durationSeconds: number;
  /** The flaws found, in the order they were found, `maxIssues` of them at most. */
  readonly issues: readonly MidiIssue[];
  /** How many flaws there were, kept or not. */
  readonly issueCount: number;
}

/**
 * The notes of a standard MIDI file, formats 0 to 2, alone or in a RIFF (RMID) wrapper. Damaged files give what a
 * player would play; {@link readMidi} says what was wrong with them.
 * @throws MidiParseError for bytes that are no MIDI file, exceed a limit, or, with `strict`, have a flaw
 * @throws InvalidArgumentError for an option out of range, or something else than bytes
 */
export function parseMidi(bytes: Uint8Array | ArrayBuffer, options: ReadMidiOptions = {}): NoteTable {
  return readFile(bytes, options).notes;
}

/**
 * Notes, tracks, tempo map and flaws of a standard MIDI file. The sustain pedal does not lengthen notes.
 * @throws MidiParseError for bytes that are no MIDI file, exceed a limit, or, with `strict`, have a flaw
 * @throws InvalidArgumentError for an option out of range, or something else than bytes
 */
export function readMidi(bytes: Uint8Array | ArrayBuffer, options: ReadMidiOptions = {}): MidiFile {
  const { trackNames, ...file } = readFile(bytes, options);
  const tables = splitByTrack(file.notes, trackNames.length);
  return { ...file, tracks: trackNames.map((name, track) => ({ name, notes: tables[track]! })) };
}

function readFile(
  input: Uint8Array | ArrayBuffer,
  options: ReadMidiOptions,
): Omit<MidiFile, 'tracks'> & { trackNames: string[] } {
  const { strict, onIssue, maxBytes, maxNotes, maxTicks, maxIssues } = resolveReadOptions(options);
  const bytes = asBytes(input);
  if (bytes.length > maxBytes) {
    const actual = `${bytes.length} bytes`;
    throw new MidiParseError({ byteOffset: maxBytes, expected: `at most ${maxBytes} bytes (maxBytes)`, actual });
  }
  const issues = new IssueLog({ strict, maxIssues, onIssue });
  const { format, division, tracks } = readContainer(bytes, issues);
  const notes = new NoteCollector(issues, maxNotes);
  const tempos = new TempoCollector();
  const trackNames: string[] = [];
  let startTick = 0;
  for (const [track, { start, end, missingBytes }] of tracks.entries()) {
    if (format === 2) tempos.reset(startTick);
    const summary = readTrack({ bytes, start, end, track, startTick, maxTicks }, { notes, tempos, issues });
    if (missingBytes > 0 && !summary.ended) {
      issues.report('truncated-file', end, track, `${missingBytes} more bytes`, () => 'the end of the file');
    }
    trackNames.push(summary.name);
    if (format === 2) startTick = summary.endTick;
  }
  notes.finish({ acrossTracks: format !== 2 });
  const tempoMap = tempoMapFromColumns(division, tempos.columns());
  const table = toNoteTable(notes, tempoMap);
  const durationSeconds = table.endSeconds.reduce((latest, end) => Math.max(latest, end), 0);
  return {
    notes: table,
    tempoMap,
    format,
    division,
    durationSeconds,
    issues: issues.issues,
    issueCount: issues.count,
    trackNames,
  };
}

function toNoteTable(notes: NoteCollector, tempoMap: TempoMap): NoteTable {
  const length = notes.count;
  const startSeconds = notes.startTick.subarray(0, length).map((tick) => tempoMap.secondsAt(tick));
  const order = noteOrder(startSeconds, notes.pitch);
  const table = allocateNoteTable(length);
  for (let row = 0; row < length; row++) {
    const from = order[row]!;
    table.startSeconds[row] = startSeconds[from]!;
    table.endSeconds[row] = tempoMap.secondsAt(notes.endTick[from]!);
    table.pitch[row] = notes.pitch[from]!;
    table.velocity[row] = notes.velocity[from]!;
    table.channel[row] = notes.channel[from]!;
    table.track[row] = notes.track[from]!;
  }
  return table;
}

function asBytes(input: Uint8Array | ArrayBuffer): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new InvalidArgumentError('bytes', `expected a Uint8Array or an ArrayBuffer, got ${typeof input}`);
}
