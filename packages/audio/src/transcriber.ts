import { InvalidArgumentError, type RunOptions, throwIfAborted } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { NothingToHearError } from './errors.js';
import type { NoteDecoding } from './notes/decoding.js';
import { INSTRUMENTS, type Instrument } from './notes/instruments.js';
import { SILENCE_LEVEL } from './notes/note-tracker.js';
import { Network } from './posteriors/network.js';
import { framesOf, KEPT_FRAMES } from './posteriors/network-contract.js';
import type { Recording } from './recording/recording.js';
import { createTranscriptionStream, type TranscriptionStream } from './transcription-stream.js';

export interface TranscriberOptions {
  readonly runtime: OnnxRuntime;
  /** ONNX bytes of the model that `@midizero/basic-pitch` holds. */
  readonly model: Uint8Array;
}

export interface TranscribeOptions extends RunOptions {
  /** The preset that notes are decoded by. @default 'piano' */
  readonly instrument?: Instrument;
  /** What to do in another way than the preset does. */
  readonly decoding?: Partial<NoteDecoding>;
}

export interface StreamOptions extends Omit<TranscribeOptions, keyof RunOptions> {
  readonly sampleRateHz: number;
  /**
   * New notes come at least as often, 0.17 s late at best; each time the network runs over two seconds, so that a half
   * costs about three times as much as the whole 1.65. From 0.05 to 1.65. @default 0.5
   */
  readonly updateSeconds?: number;
}

/** Turns recordings into notes. */
export interface Transcriber {
  /**
   * All notes of a recording, at their times in it; those of a part of a recording, at their times in the whole.
   * `onProgress` counts the seconds. Besides the recording, memory grows with the number of notes alone.
   * @throws NothingToHearError for a recording without samples, or without sound
   */
  transcribe(recording: Recording, options?: TranscribeOptions): Promise<NoteTable>;
  /** Notes of sound as it comes, such as a microphone's. */
  openStream(options: StreamOptions): TranscriptionStream;
  /** Frees the model. */
  release(): Promise<void>;
}

/**
 * @throws TranscriptionModelError if the model is another one
 * @throws OnnxRuntimeError if the runtime refuses the model
 */
export async function createTranscriber({ runtime, model }: TranscriberOptions): Promise<Transcriber> {
  const network = await Network.load(model, runtime);

  async function transcribe(
    recording: Recording,
    { instrument, decoding, signal, onProgress }: TranscribeOptions = {},
  ): Promise<NoteTable> {
    const { sampleRateHz, durationSeconds: total, startSeconds = 0 } = recording;
    if (total === 0) {
      const message =
        startSeconds > 0
          ? `the recording ends at ${startSeconds.toFixed(1)} s, before the part`
          : 'the recording has no samples';
      throw new NothingToHearError('empty', message);
    }
    const stream = createTranscriptionStream({
      network,
      sampleRateHz,
      strideFrames: KEPT_FRAMES,
      decoding: decodingOf(instrument, decoding),
    });
    const report = (completed: number): void =>
      onProgress?.({ stage: 'transcribe', completed: Math.min(completed, total), total, unit: 'seconds' });
    throwIfAborted(signal);
    for (const block of recording.blocks()) {
      await stream.push(block, { signal });
      report(stream.seconds);
    }
    const notes = await stream.finish({ signal });
    if (stream.loudestLevel < SILENCE_LEVEL) {
      throw new NothingToHearError('silent', `${total.toFixed(1)} s of silence: nothing is louder than -66 dB`);
    }
    report(total);
    return startSeconds === 0 ? notes : laterBy(startSeconds, notes);
  }

  function openStream({ sampleRateHz, updateSeconds = 0.5, instrument, decoding }: StreamOptions): TranscriptionStream {
    const strideFrames = Math.round(framesOf(updateSeconds));
    if (!(strideFrames >= 4 && strideFrames <= KEPT_FRAMES)) {
      throw new InvalidArgumentError('updateSeconds', `expected 0.05 to 1.65, got ${updateSeconds}`);
    }
    return createTranscriptionStream({
      network,
      sampleRateHz,
      strideFrames,
      decoding: decodingOf(instrument, decoding),
    });
  }

  return { transcribe, openStream, release: () => network.release() };
}

function laterBy(seconds: number, notes: NoteTable): NoteTable {
  const later = (time: number): number => time + seconds;
  return { ...notes, startSeconds: notes.startSeconds.map(later), endSeconds: notes.endSeconds.map(later) };
}

function decodingOf(instrument: Instrument = 'piano', changes: Partial<NoteDecoding> = {}): NoteDecoding {
  if (!Object.hasOwn(INSTRUMENTS, instrument)) {
    const known = Object.keys(INSTRUMENTS).join(', ');
    throw new InvalidArgumentError('instrument', `expected one of ${known}, got ${JSON.stringify(instrument)}`);
  }
  return { ...INSTRUMENTS[instrument], ...changes };
}
