import { readFile } from 'node:fs/promises';
import type { Instrument } from '@midizero/audio';
import { writeFileSafely } from '@midizero/core/node';
import { writeMidi } from '@midizero/midi';
import { UnusableFileError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { requireWritable } from '../../files/require-writable.js';
import { Transcription } from '../../recordings/transcription.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatCount, formatDuration } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';

export interface TranscribeOptions {
  readonly output: string;
  readonly instrument: Instrument;
  readonly json?: boolean;
}

/** What `midizero transcribe --json` prints. */
interface TranscriptionReport {
  readonly file: string;
  readonly notes: number;
  /** Of the recording. */
  readonly durationSeconds: number;
  /** Time of decoding and transcribing. */
  readonly seconds: number;
}

/** `midizero transcribe`. */
export async function runTranscribe(
  path: string,
  { output, instrument, json }: TranscribeOptions,
  context: CommandContext,
): Promise<ExitCode> {
  await requireWritable(output);
  const bytes = await inFile(path, () => readFile(path));
  const transcription = new Transcription(instrument);
  const started = performance.now();
  const { notes, durationSeconds } = await withProgress(context.stderr, (onProgress) =>
    inFile(path, () => transcription.transcribe(bytes, { signal: context.signal, onProgress })),
  ).finally(() => transcription.close());
  const seconds = (performance.now() - started) / 1000;
  if (notes.length === 0) throw new UnusableFileError(path, 'no notes can be heard in it');
  await inFile(output, () => writeFileSafely(output, writeMidi(notes)));
  const report: TranscriptionReport = { file: output, notes: notes.length, durationSeconds, seconds };
  if (json) writeJson(context, report);
  else writeLines(context, describe(report));
  return exitCodes.done;
}

function describe({ file, notes, durationSeconds, seconds }: TranscriptionReport): string {
  return `${file}: ${formatCount(notes)} notes of ${formatDuration(durationSeconds)}, in ${formatDuration(seconds)}`;
}
