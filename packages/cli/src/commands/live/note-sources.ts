import { setTimeout as sleep } from 'node:timers/promises';
import { NoteOnStream, PERCUSSION_CHANNEL } from '@midizero/midi';
import { UnusableFileError } from '../../failures/errors.js';
import { readMusicFile } from '../../files/music-file.js';
import type { InputStream } from '../../terminal/context.js';

/** Notes that are struck together, and when, in seconds. */
export interface Strike {
  readonly seconds: number;
  readonly pitches: readonly number[];
}

/**
 * The notes of a file, each when it is due.
 * @param speed how many times as fast as the file says; 0: at once
 * @throws UnusableFileError
 */
export async function* playFile(path: string, speed: number, signal: AbortSignal): AsyncGenerator<Strike> {
  const { notes } = await readMusicFile(path);
  const started = performance.now();
  let pitches: number[] = [];
  for (let row = 0; row < notes.length; row++) {
    if (notes.channel[row] !== PERCUSSION_CHANNEL) pitches.push(notes.pitch[row]!);
    const seconds = notes.startSeconds[row]!;
    if (pitches.length === 0 || notes.startSeconds[row + 1] === seconds) continue;
    const wait = speed === 0 ? 0 : started + (1000 * (seconds - notes.startSeconds[0]!)) / speed - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal });
    yield { seconds, pitches };
    pitches = [];
  }
}

/**
 * Notes from a stream: JSON objects a line where its first byte is a brace, else the bytes of a MIDI device.
 * @throws UnusableFileError for a line that is no note
 */
export async function* readStream(input: InputStream, signal: AbortSignal): AsyncGenerator<Strike> {
  const stop = (): void => void input.destroy?.(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* readNotes(input);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* readNotes(input: AsyncIterable<Uint8Array>): AsyncGenerator<Strike> {
  const device = new NoteOnStream();
  let lines: NoteLines | undefined;
  let isFirst = true;
  for await (const part of input) {
    if (part.length === 0) continue;
    if (isFirst && part[0] === '{'.charCodeAt(0)) lines = new NoteLines();
    isFirst = false;
    const now = performance.now() / 1000;
    if (lines !== undefined) {
      for (const strike of lines.push(part, now)) yield strike;
    } else {
      const notes = device.push(part).filter(({ channel }) => channel !== PERCUSSION_CHANNEL);
      if (notes.length > 0) yield { seconds: now, pitches: notes.map(({ pitch }) => pitch) };
    }
  }
  for (const strike of lines?.end(performance.now() / 1000) ?? []) yield strike;
}

/** Cuts a stream into lines and reads each as a note. */
class NoteLines {
  readonly #decoder = new TextDecoder();
  #rest = '';
  #count = 0;

  push(bytes: Uint8Array, now: number): Strike[] {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = lines.pop()!;
    return lines.flatMap((line) => this.#read(line, now));
  }

  end(now: number): Strike[] {
    return this.#read(this.#rest, now);
  }

  #read(line: string, now: number): Strike[] {
    this.#count += 1;
    if (line.trim() === '') return [];
    const note = parseObject(line);
    const { pitch, seconds = now } = note;
    const isNote = Number.isInteger(pitch) && Number(pitch) >= 0 && Number(pitch) <= 127 && Number.isFinite(seconds);
    if (!isNote) {
      const example = '{"pitch": 60, "seconds": 1.25}';
      throw new UnusableFileError('stdin', `line ${this.#count} is no note such as ${example}: ${line.slice(0, 60)}`);
    }
    return [{ seconds: Number(seconds), pitches: [Number(pitch)] }];
  }
}

function parseObject(line: string): { readonly pitch?: unknown; readonly seconds?: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
