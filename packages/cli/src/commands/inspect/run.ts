import type { MidiFile, MidiIssueKind } from '@midizero/midi';
import { type Frames, groupFrames, windowStarts } from '@midizero/pitch-matrix';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { readMidiFile } from '../../files/midi-file.js';
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
  /** Number of tracks. */
  readonly tracks: number;
  /** Number of frames. */
  readonly frames: number;
  /** Number of windows, at the usual 10 frames and step 2. */
  readonly windows: number;
  /** Flaws of the file, the first thousand of them. */
  readonly issues: readonly { readonly kind: MidiIssueKind; readonly byteOffset: number; readonly message: string }[];
  /** How many flaws there are. */
  readonly issueCount: number;
  readonly format: 0 | 1 | 2;
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
  const file = await readMidiFile(path, { recover: options.recover ?? false });
  const frames = groupFrames(file.notes);
  const inspection = inspect(path, file, frames);
  if (options.picture !== undefined) await drawPicture(options.picture, path, frames);
  if (options.json) writeJson(context, inspection);
  else writeLines(context, ...describe(inspection));
  return exitCodes.done;
}

function inspect(path: string, file: MidiFile, frames: Frames): Inspection {
  const { notes, durationSeconds, tracks, format, issues, issueCount } = file;
  return {
    file: path,
    notes: notes.length,
    lastOnsetSeconds: notes.startSeconds[notes.length - 1] ?? null,
    durationSeconds,
    tracks: tracks.length,
    frames: frames.length,
    windows: windowStarts(frames.length).length,
    issues: issues.map(({ kind, byteOffset, message }) => ({ kind, byteOffset, message })),
    issueCount,
    format,
    excluded: frames.excluded,
    trackList: tracks.map(({ name, notes: { length, pitch } }) => ({
      name,
      notes: length,
      lowestPitch: length === 0 ? null : pitch.reduce((lowest, each) => Math.min(lowest, each)),
      highestPitch: length === 0 ? null : pitch.reduce((highest, each) => Math.max(highest, each)),
    })),
  };
}

const SHOWN_ISSUES = 10;

function describe(inspection: Inspection): string[] {
  const { notes, lastOnsetSeconds, excluded } = inspection;
  const facts = [
    ['notes', formatCount(notes)],
    ['last onset', lastOnsetSeconds === null ? '–' : formatTime(lastOnsetSeconds)],
    ['duration', formatTime(inspection.durationSeconds)],
    ['tracks', `${inspection.tracks} (format ${inspection.format})`],
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
