import { createNoteTable, type Note, type NoteTable } from '@midizero/midi';
import { PAUSE_SECONDS } from '../engine/protocol.js';
import type { KeyListener } from './instrument.js';

/** Older notes are forgotten, so that the answer follows what is played now. */
const NOTES_REMEMBERED = 80;

type OpenNote = Omit<Note, 'endSeconds'> & { endSeconds: number | undefined };

/** What has been played lately. */
export class Take implements KeyListener {
  #notes: OpenNote[] = [];
  readonly #nowSeconds: () => number;

  /** @param nowSeconds a clock that never goes back */
  constructor(nowSeconds: () => number) {
    this.#nowSeconds = nowSeconds;
  }

  keyDown(pitch: number, velocity: number): void {
    const now = this.#nowSeconds();
    if (this.#silentSince() < now - PAUSE_SECONDS) this.#notes = [];
    this.#notes.push({ startSeconds: now, endSeconds: undefined, pitch, velocity });
    if (this.#notes.length > NOTES_REMEMBERED) this.#notes.shift();
  }

  keyUp(pitch: number): void {
    const note = this.#notes.findLast((each) => each.pitch === pitch && each.endSeconds === undefined);
    if (note !== undefined) note.endSeconds = this.#nowSeconds();
  }

  clear(): void {
    this.#notes = [];
  }

  /** The notes so far, in times of the clock; those still held end now. */
  notes(): NoteTable {
    const now = this.#nowSeconds();
    return createNoteTable(this.#notes.map(({ endSeconds = now, ...note }) => ({ ...note, endSeconds })));
  }

  /** Whether the latest note is the first of its question. */
  get hasJustBegun(): boolean {
    return this.#notes.length === 1;
  }

  #silentSince(): number {
    return this.#notes.reduce((latest, { endSeconds = Number.POSITIVE_INFINITY }) => Math.max(latest, endSeconds), 0);
  }
}
