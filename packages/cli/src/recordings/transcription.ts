import type { Instrument, RecordingSpan, Transcriber } from '@midizero/audio';
import { decodeRecording, loadTranscriber } from '@midizero/audio/node';
import { modelUrl } from '@midizero/basic-pitch';
import type { RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';

/** Which part of a recording to transcribe; all of it where nothing is said. */
export interface TranscriptionOptions extends RunOptions, RecordingSpan {}

/** A recording, or a part of it, as notes. */
export interface TranscribedRecording {
  /** With their times in the whole recording. */
  readonly notes: NoteTable;
  /** Of what was transcribed. */
  readonly durationSeconds: number;
}

/** Turns recordings into notes; the network is loaded when the first one comes. */
export class Transcription {
  readonly #instrument: Instrument;
  #transcriber: Promise<Transcriber> | undefined;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  /** @throws AudioFormatError, NothingToHearError for what cannot be transcribed */
  async transcribe(bytes: Uint8Array, options: TranscriptionOptions): Promise<TranscribedRecording> {
    const recording = await decodeRecording(bytes, options);
    this.#transcriber ??= loadTranscriber(modelUrl);
    const notes = await (await this.#transcriber).transcribe(recording, { ...options, instrument: this.#instrument });
    return { notes, durationSeconds: recording.durationSeconds };
  }

  /** Frees the network, if there is one. */
  async close(): Promise<void> {
    await (await this.#transcriber)?.release();
  }
}
