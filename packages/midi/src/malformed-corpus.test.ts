import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { MidiParseError } from './errors.js';
import { type MidiFile, readMidi } from './read/read-midi.js';

declare module 'vitest' {
  interface TaskMeta {
    /** A row of the table that `npm test` prints. */
    malformed?: { file: string; expectation: string; outcome: string };
  }
}

const bench = fileURLToPath(new URL('../../../../shared/bench/', import.meta.url));
const table = `${bench}malformed/expected.csv`;
const isThere = existsSync(table);

interface ExpectedRow {
  readonly file: string;
  readonly expectation: string;
  /** Empty where not given. */
  readonly notes: string;
  readonly lastOnsetSeconds: string;
}

/** `file, kind, expectation, notes, last_onset_s, reason`; only the reason, which is not needed, may be quoted. */
function expectedRows(): ExpectedRow[] {
  const [, ...lines] = readFileSync(table, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const [file = '', , expectation = '', notes = '', lastOnsetSeconds = ''] = line.split(',');
    return { file, expectation, notes, lastOnsetSeconds };
  });
}

function readOrRefuse(file: string): MidiFile | MidiParseError {
  try {
    return readMidi(readFileSync(bench + file));
  } catch (error) {
    if (error instanceof MidiParseError) return error;
    throw error;
  }
}

describe.skipIf(!isThere)('the corpus of malformed files (skipped where ../shared/bench is absent)', () => {
  const rows = isThere ? expectedRows() : [];

  test('has its 85 files', () => {
    expect(rows).toHaveLength(85);
  });

  test.for(rows)('$file: $expectation', ({ file, expectation, notes, lastOnsetSeconds }, { task }) => {
    const result = readOrRefuse(file);
    task.meta.malformed = { file, expectation, outcome: describeOutcome(result) };
    if (result instanceof MidiParseError) {
      expect(expectation).not.toBe('parses');
      expect(result.message).toMatch(/^byte \d+: expected [ -~]+, got [ -~]+$/);
      return;
    }
    expect(expectation).not.toBe('clear-error');
    if (notes !== '') expect(result.notes.length).toBe(Number(notes));
    const starts = result.notes.startSeconds;
    if (lastOnsetSeconds !== '') expect(Math.abs(starts.at(-1)! - Number(lastOnsetSeconds))).toBeLessThan(0.002);
    expect(starts.every(Number.isFinite) && result.notes.endSeconds.every(Number.isFinite)).toBe(true);
  });
});

function describeOutcome(result: MidiFile | MidiParseError): string {
  if (result instanceof MidiParseError) return `refused: ${result.message}`;
  return `${result.notes.length} notes, ${result.issueCount} issues`;
}
