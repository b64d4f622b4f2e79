import type { MusicFile, MusicFormat, MusicIssue } from '@midizero/midi';
import { type Frames, groupFrames, windowStarts } from '@midizero/pitch-matrix';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { readMusicFile } from '../../files/music-file.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatCount, formatTime } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';
import { drawPicture } from './draw-picture.js';

export interface InspectOptions {
  readonly picture?: string;
  readonly recover?: boolean;
  readonly json?: boolean;
}

/** What `midizero inspect --json` prints. */
interface Inspection {
  readonly file: string;
  /** Number of notes, percussion among them. */
  readonly notes: number;
  /** Onset of the last note; null without notes. */
  readonly lastOnsetSeconds: number | null;
  /** End of the last note to end; 0 without notes. */
  readonly durationSeconds: number;
  /** Number of tracks, or of parts of a score. */
  readonly tracks: number;
  /** Number of frames. */
  readonly frames: number;
  /** Number of windows, at the usual 10 frames and step 2. */
  readonly windows: number;
  /** Flaws of the file, the first thousand of them. */
  readonly issues: readonly MusicIssue[];
  /** How many flaws there are. */
  readonly issueCount: number;
  readonly format: MusicFormat;
  /** Of MIDI files; null of scores. */
  readonly midiFormat: 0 | 1 | 2 | null;
  /** Of scores that say it. */
  readonly title: string | null;
  /** Bars of a score as they are played; 0 of MIDI files. */
  readonly bars: number;
  /** Notes that are in no frame, by reason. */
  readonly excluded: Frames['excluded'];
  readonly trackList: readonly TrackSummary[];
}

interface TrackSummary {
  readonly name: string;
  readonly notes: number;
  /** MIDI note numbers; null without notes. */
  readonly lowestPitch: number | null;
  readonly highestPitch: number | null;
}

/** `midizero inspect`. */
export async function runInspect(path: string, options: InspectOptions, context: CommandContext): Promise<ExitCode> {
  const file = await readMusicFile(path, { recover: options.recover ?? false });
  const frames = groupFrames(file.notes);
  const inspection = inspect(path, file, frames);
  if (options.picture !== undefined) await drawPicture(options.picture, path, frames);
  if (options.json) writeJson(context, inspection);
  else writeLines(context, ...describe(inspection));
  return exitCodes.done;
}

function inspect(path: string, file: MusicFile, frames: Frames): Inspection {
  const { notes, durationSeconds, tracks, format, midi, title, bars, issues, issueCount } = file;
  return {
    file: path,
    notes: notes.length,
    lastOnsetSeconds: notes.startSeconds[notes.length - 1] ?? null,
    durationSeconds,
    tracks: tracks.length,
    frames: frames.length,
    windows: windowStarts(frames.length).length,
    issues: issues.map(({ kind, byteOffset, message }) => ({
      kind,
      ...(byteOffset !== undefined && { byteOffset }),
      message,
    })),
    issueCount,
    format,
    midiFormat: midi?.format ?? null,
    title: title ?? null,
    bars: bars.length,
    excluded: frames.excluded,
    trackList: tracks.map(({ name }, track) => ({ name, ...pitchesOfTrack(file, track) })),
  };
}

function pitchesOfTrack({ notes }: MusicFile, track: number): Omit<TrackSummary, 'name'> {
  const pitches = notes.pitch.filter((_, row) => notes.track[row] === track);
  return {
    notes: pitches.length,
    lowestPitch: pitches.length === 0 ? null : pitches.reduce((lowest, each) => Math.min(lowest, each)),
    highestPitch: pitches.length === 0 ? null : pitches.reduce((highest, each) => Math.max(highest, each)),
  };
}

const SHOWN_ISSUES = 10;

function describe(inspection: Inspection): string[] {
  const { notes, lastOnsetSeconds, excluded } = inspection;
  const facts = [
    ['notes', formatCount(notes)],
    ['last onset', lastOnsetSeconds === null ? '–' : formatTime(lastOnsetSeconds)],
    ['duration', formatTime(inspection.durationSeconds)],
    ...(inspection.title === null ? [] : [['title', inspection.title]]),
    ['format', inspection.midiFormat === null ? inspection.format : `midi ${inspection.midiFormat}`],
    ...(inspection.bars === 0 ? [] : [['bars', formatCount(inspection.bars)]]),
    ['tracks', formatCount(inspection.tracks)],
    ['frames', formatCount(inspection.frames)],
    ['windows', formatCount(inspection.windows)],
    [
      'left out',
      `${formatCount(excluded.percussion)} percussion, ${formatCount(excluded.outOfRange)} off the keyboard`,
    ],
    ['issues', formatCount(inspection.issueCount)],
  ];
  const trackRows = inspection.trackList.map((track, index) => [
    String(index),
    track.name,
    formatCount(track.notes),
    track.lowestPitch === null ? '' : `${track.lowestPitch}–${track.highestPitch}`,
  ]);
  return [
    inspection.file,
    ...facts.map(([name, value]) => `  ${name!.padEnd(11)} ${value}`),
    ...inspection.issues.slice(0, SHOWN_ISSUES).map(({ message }) => `    ${message}`),
    ...(inspection.issueCount > SHOWN_ISSUES
      ? [`    … and ${formatCount(inspection.issueCount - SHOWN_ISSUES)} more`]
      : []),
    '',
    ...formatTable(
      [
        { title: 'track', align: 'right' },
        { title: 'name', maximumWidth: 40 },
        { title: 'notes', align: 'right' },
        { title: 'pitches' },
      ],
      trackRows,
    ),
  ];
}
