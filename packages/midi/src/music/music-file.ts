import type { NoteTable } from '../note-table.js';
import type { MidiFile } from '../read/read-midi.js';
import type { PlayedBar, ScoreFile } from '../score/score-file.js';
import type { MusicFormat } from './detect-format.js';

/** Something odd in a file that was read all the same. */
export interface MusicIssue {
  /** A `MidiIssueKind` or a `ScoreIssueKind`. */
  readonly kind: string;
  /** Where in the bytes, from 0, of MIDI files. */
  readonly byteOffset?: number;
  /** One line of printable characters that says where and what. */
  readonly message: string;
}

/** One track of a MIDI file or part of a score. */
export interface MusicTrack {
  /** One line of printable characters, '' where it has no name. */
  readonly name: string;
}

/** A piece of music, whatever format it was in. */
export interface MusicFile {
  readonly format: MusicFormat;
  /** `track` is the place in `tracks`. */
  readonly notes: NoteTable;
  readonly tracks: readonly MusicTrack[];
  /** Of scores that say it. */
  readonly title: string | undefined;
  readonly composer: string | undefined;
  /** The end of the last note to end; 0 without notes. */
  readonly durationSeconds: number;
  /** The bars of a score as they are played; none for MIDI files. */
  readonly bars: readonly PlayedBar[];
  /** Flaws and oddities, in the order they were found, `maxIssues` of them at most. */
  readonly issues: readonly MusicIssue[];
  /** How many there were, kept or not. */
  readonly issueCount: number;
  /** What the reader of its format says, of MIDI files. */
  readonly midi?: MidiFile;
  /** What the reader of its format says, of scores. */
  readonly score?: ScoreFile;
}

/** A MIDI file as music. */
export function musicOfMidi(midi: MidiFile): MusicFile {
  const { notes, tracks, durationSeconds, issues, issueCount } = midi;
  return {
    format: 'midi',
    notes,
    tracks,
    title: undefined,
    composer: undefined,
    durationSeconds,
    bars: [],
    issues,
    issueCount,
    midi,
  };
}

/** A score as music. */
export function musicOfScore(format: MusicFormat, score: ScoreFile): MusicFile {
  const { notes, parts, title, composer, durationSeconds, bars, issues, issueCount } = score;
  return { format, notes, tracks: parts, title, composer, durationSeconds, bars, issues, issueCount, score };
}
