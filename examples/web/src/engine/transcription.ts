import type { Transcriber, TranscriptionStream } from '@midizero/audio';
import { modelUrl } from '@midizero/basic-pitch';
import type { RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';

/** Notes of recordings and of the microphone, by a network that is fetched when there is something to hear. */
export class Transcription {
  readonly #runtime: OnnxRuntime;
  #transcriber: Promise<Transcriber> | undefined;
  #stream: TranscriptionStream | undefined;

  constructor(runtime: OnnxRuntime) {
    this.#runtime = runtime;
  }

  /** @param samples mono, full scale -1 to 1 */
  async transcribe(samples: Float32Array, sampleRateHz: number, options: RunOptions): Promise<NoteTable> {
    const { createRecording } = await import('@midizero/audio');
    return (await this.#load()).transcribe(createRecording([samples], sampleRateHz), options);
  }

  /** Begins to hear sound as it comes. */
  async listen(sampleRateHz: number): Promise<void> {
    this.#stream = (await this.#load()).openStream({ sampleRateHz });
  }

  /** @returns all notes since listening began */
  async hear(samples: Float32Array): Promise<NoteTable> {
    if (this.#stream === undefined) throw new Error('nobody is listening');
    await this.#stream.push(samples);
    return this.#stream.notes();
  }

  async release(): Promise<void> {
    await (await this.#transcriber)?.release();
  }

  #load(): Promise<Transcriber> {
    this.#transcriber ??= import('@midizero/audio/web').then(({ fetchTranscriber }) =>
      fetchTranscriber(modelUrl, { runtime: this.#runtime }),
    );
    return this.#transcriber;
  }
}
