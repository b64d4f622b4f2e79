import { InvalidArgumentError, type Random } from '@midizero/core';
import { MidiParseError } from '../../errors.js';
import type { ReadMidiOptions } from '../../read/options.js';
import { type MidiFile, parseMidi, readMidi } from '../../read/read-midi.js';
import { writeMidi } from '../../write/write-midi.js';
import { claim, claimOrdered, claimRising, isPrintable } from './claims.js';

/** Options as callers may set them, the defaults half of the time. */
export function drawReadOptions(random: Random): ReadMidiOptions {
  if (random.chance(0.5)) return {};
  const small = (bound: number): number => random.integer(bound);
  return {
    strict: random.chance(0.2),
    ...(random.chance(0.2) && { maxNotes: small(2000) }),
    ...(random.chance(0.2) && { maxTicks: small(100_000) }),
    ...(random.chance(0.1) && { maxBytes: small(20_000) }),
    ...(random.chance(0.3) && { maxIssues: small(10) }),
  };
}

/**
 * Reads `bytes`, checks all that is promised of the result, writes the notes and reads them again.
 * @returns undefined where the file is refused as it may be
 * @throws BrokenClaim, or whatever a reader or writer throws that it may not
 */
export function checkMidiClaims(bytes: Uint8Array, options: ReadMidiOptions = {}): MidiFile | undefined {
  const before = bytes.slice();
  let file: MidiFile;
  try {
    file = readMidi(bytes, options);
  } catch (error) {
    if (!(error instanceof MidiParseError)) throw error;
    claim(isPrintable(error.message), 'a printable message', error.message);
    return undefined;
  } finally {
    claim(sameBytes(before, bytes), 'input bytes as they were');
  }
  claimSound(file, bytes.length, options);
  claim(parseMidi(bytes, options).length === file.notes.length, 'parseMidi and readMidi agree');
  claimRoundTrip(file);
  return file;
}

function claimSound(file: MidiFile, inputBytes: number, options: ReadMidiOptions): void {
  const { notes, durationSeconds, issues, issueCount, tracks, tempoMap } = file;
  // With running status a note takes a delta time and two data bytes at least.
  claim(notes.length <= inputBytes / 3, 'no more notes than bytes', `${notes.length}`);
  claim(Number.isFinite(durationSeconds) && durationSeconds >= 0, 'a finite duration', `${durationSeconds}`);
  claimOrdered(notes, durationSeconds);
  claim(tracks.reduce((sum, track) => sum + track.notes.length, 0) === notes.length, 'tracks that hold all notes');
  claim(
    tracks.every(({ name }) => isPrintable(name)),
    'printable track names',
  );
  const { maxIssues = 1000 } = options;
  claim(issues.length === Math.min(issueCount, maxIssues), 'as many issues as counted', `${issues.length}`);
  for (const { byteOffset, message } of issues) {
    claim(byteOffset >= 0 && byteOffset <= inputBytes && isPrintable(message), 'a place for each issue', message);
  }
  claimRising(tempoMap);
}

function claimRoundTrip({ notes, tempoMap }: MidiFile): void {
  for (const options of [{}, { tempoMap }]) {
    let written: Uint8Array;
    try {
      written = writeMidi(notes, options);
    } catch (error) {
      // Notes more than 2^28 - 1 ticks from the start cannot be written.
      if (error instanceof InvalidArgumentError) continue;
      throw error;
    }
    const { notes: again, issues } = readMidi(written);
    // A division that only a damaged header has is kept, for the times it gives.
    claim(
      issues.every(({ kind }) => kind === 'header'),
      'written files without flaws',
      issues[0]?.message,
    );
    claim(again.length === notes.length, 'every written note is read', `${again.length} of ${notes.length}`);
    const counts = new Int32Array(128);
    for (let row = 0; row < notes.length; row++) {
      counts[notes.pitch[row]!]!++;
      counts[again.pitch[row]!]!--;
    }
    claim(
      counts.every((count) => count === 0),
      'pitches as they were written',
    );
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
