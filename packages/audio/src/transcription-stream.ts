import { type RunOptions, throwIfAborted } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { NoteDecoding } from './notes/decoding.js';
import { NoteTracker } from './notes/note-tracker.js';
import { shapeNotes } from './notes/shape-notes.js';
import { frameSeconds } from './posteriors/network-contract.js';
import { PosteriorStream, type PosteriorStreamOptions } from './posteriors/posterior-stream.js';
import type { Posteriors } from './posteriors/posteriors.js';

/** Sound in, notes so far out. One call at a time: wait for a promise before the next call. */
export interface TranscriptionStream {
  /** Seconds of sound whose notes are known. */
  readonly seconds: number;
  /** Root mean square of the loudest frame so far, full scale 1. */
  readonly loudestLevel: number;
  /** @param samples mono, full scale -1 to 1, any number of them */
  push(samples: Float32Array, options?: Pick<RunOptions, 'signal'>): Promise<void>;
  /** The notes so far. One that still sounds ends where knowledge does, and may yet go, grow, or lose to a stronger one. */
  notes(): NoteTable;
  /** All notes. Nothing may be pushed afterwards. */
  finish(options?: Pick<RunOptions, 'signal'>): Promise<NoteTable>;
}

export interface TranscriptionStreamOptions extends PosteriorStreamOptions {
  readonly decoding: NoteDecoding;
}

export function createTranscriptionStream({ decoding, ...options }: TranscriptionStreamOptions): TranscriptionStream {
  const posteriors = new PosteriorStream(options);
  const tracker = new NoteTracker(decoding);
  let loudestLevel = 0;

  async function track(source: AsyncIterable<Posteriors>, signal: AbortSignal | undefined): Promise<void> {
    throwIfAborted(signal);
    for await (const part of source) {
      tracker.push(part);
      loudestLevel = part.levels.reduce((loudest, level) => Math.max(loudest, level), loudestLevel);
      throwIfAborted(signal);
    }
  }

  return {
    get seconds() {
      return frameSeconds(posteriors.frameCount);
    },
    get loudestLevel() {
      return loudestLevel;
    },
    push: (samples, { signal } = {}) => track(posteriors.push(samples), signal),
    notes: () => shapeNotes(tracker.notes(), decoding),
    async finish({ signal } = {}) {
      await track(posteriors.finish(), signal);
      return shapeNotes(tracker.finish(), decoding);
    },
  };
}
