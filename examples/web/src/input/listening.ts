import { excerptNotes, type NoteTable } from '@midizero/midi';
import type { EngineClient } from '../engine/connect-engine.js';
import { type Microphone, openMicrophone } from './microphone.js';

/** What was heard longer ago is no part of the question any more. */
const REMEMBERED_SECONDS = 20;

export interface ListeningListener {
  /** Notes heard lately, whenever there are more or fewer than before. */
  onNotes(notes: NoteTable): void;
  onError(error: unknown): void;
}

/** The microphone as a way to ask: its sound goes to the engine, which gives notes back. */
export class Listening {
  readonly #engine: EngineClient;
  readonly #listener: ListeningListener;
  #microphone: Microphone | undefined;
  #waiting: Float32Array[] = [];
  #isSending = false;
  /** How many notes the engine has given since listening began. */
  #noteCount = 0;

  constructor(engine: EngineClient, listener: ListeningListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  get isOn(): boolean {
    return this.#microphone !== undefined;
  }

  /** @throws Error in words if the microphone cannot be used */
  async start(): Promise<void> {
    this.#waiting = [];
    this.#noteCount = 0;
    this.#isSending = true; // until the engine is ready
    this.#microphone = await openMicrophone((samples) => {
      this.#waiting.push(samples);
      if (!this.#isSending) void this.#send();
    });
    await this.#engine.call('listen', [this.#microphone.sampleRateHz]);
    await this.#send();
  }

  stop(): void {
    this.#microphone?.close();
    this.#microphone = undefined;
    this.#waiting = [];
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#waiting.length > 0) {
        const samples = joined(this.#waiting);
        this.#waiting = [];
        const notes = await this.#engine.call('hearSound', [samples], { transfer: [samples.buffer] });
        if (!this.isOn) break;
        if (notes.length === this.#noteCount) continue;
        this.#noteCount = notes.length;
        const end = notes.endSeconds.reduce((latest, each) => Math.max(latest, each), 0);
        this.#listener.onNotes(excerptNotes(notes, Math.max(0, end - REMEMBERED_SECONDS), end));
      }
    } catch (error) {
      // Who has stopped listening need not hear that it ended.
      if (this.isOn) {
        this.stop();
        this.#listener.onError(error);
      }
    }
    this.#isSending = false;
  }
}

function joined(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
