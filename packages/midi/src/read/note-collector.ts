import { MidiParseError } from '../errors.js';
import { withRoomFor } from './growable.js';
import type { IssueLog } from './issues.js';
import { StrayNoteOffs } from './stray-note-offs.js';

const KEYS = 128;
const CHANNELS = 16;
const NONE = -1;
const SOUNDING = -1;

/**
 * Pairs note-ons with note-offs in linear time. Each (channel, pitch) has a queue of sounding notes, and a note-off
 * ends the one that has sounded longest. Queues are a track's own, since two tracks may play one key of a channel;
 * what is left when all tracks are read is paired across tracks, since some writers put note-offs elsewhere.
 */
export class NoteCollector {
  count = 0;
  startTick: Float64Array = new Float64Array(0);
  /** While a note sounds, -1. */
  endTick: Float64Array = new Float64Array(0);
  pitch: Uint8Array = new Uint8Array(0);
  velocity: Uint8Array = new Uint8Array(0);
  channel: Uint8Array = new Uint8Array(0);
  track: Uint16Array = new Uint16Array(0);
  #byteOffset: Uint32Array = new Uint32Array(0);

  // Per key (channel * 128 + pitch) the first and last row of its queue; `#nextInQueue` links the rows between.
  readonly #firstInQueue = new Int32Array(CHANNELS * KEYS).fill(NONE);
  readonly #lastInQueue = new Int32Array(CHANNELS * KEYS).fill(NONE);
  #nextInQueue: Int32Array = new Int32Array(0);

  readonly #strays = new StrayNoteOffs();
  /** Rows of notes that nothing in their track ended. */
  readonly #unended: number[] = [];
  readonly #issues: IssueLog;
  readonly #maxNotes: number;
  #track = 0;
  #firstRowOfTrack = 0;

  constructor(issues: IssueLog, maxNotes: number) {
    this.#issues = issues;
    this.#maxNotes = maxNotes;
  }

  startTrack(track: number): void {
    this.#track = track;
    this.#firstRowOfTrack = this.count;
  }

  noteOn(tick: number, channel: number, pitch: number, velocity: number, byteOffset: number): void {
    const row = this.count;
    if (row >= this.#maxNotes) {
      throw new MidiParseError({ byteOffset, expected: `at most ${this.#maxNotes} notes (maxNotes)`, actual: 'more' });
    }
    this.#makeRoomFor(row);
    this.count++;
    this.startTick[row] = tick;
    this.endTick[row] = SOUNDING;
    this.pitch[row] = pitch;
    this.velocity[row] = velocity;
    this.channel[row] = channel;
    this.track[row] = this.#track;
    this.#byteOffset[row] = byteOffset;
    this.#nextInQueue[row] = NONE;
    const key = channel * KEYS + pitch;
    if (this.#firstInQueue[key] === NONE) this.#firstInQueue[key] = row;
    else this.#nextInQueue[this.#lastInQueue[key]!] = row;
    this.#lastInQueue[key] = row;
  }

  noteOff(tick: number, channel: number, pitch: number, byteOffset: number): void {
    const key = channel * KEYS + pitch;
    const row = this.#firstInQueue[key]!;
    if (row === NONE) {
      this.#strays.add(tick, key, this.#track, byteOffset);
      return;
    }
    this.endTick[row] = tick;
    this.#firstInQueue[key] = this.#nextInQueue[row]!;
  }

  /** Ends every sounding note of a channel, as "all notes off" and "all sound off" do. */
  allNotesOff(tick: number, channel: number): void {
    for (let key = channel * KEYS; key < (channel + 1) * KEYS; key++) {
      for (let row = this.#firstInQueue[key]!; row !== NONE; row = this.#nextInQueue[row]!) this.endTick[row] = tick;
      this.#firstInQueue[key] = NONE;
    }
  }

  /** Ends what still sounds with the track, unless `finish` finds a better end. */
  endTrack(tick: number): void {
    for (let row = this.#firstRowOfTrack; row < this.count; row++) {
      if (this.endTick[row] !== SOUNDING) continue;
      this.endTick[row] = tick;
      this.#unended.push(row);
      this.#firstInQueue[this.#keyOf(row)] = NONE;
    }
  }

  /**
   * To be called when all tracks are read: reports the notes and note-offs that have no partner.
   * @param acrossTracks pair what the tracks left over with each other first
   */
  finish({ acrossTracks }: { acrossTracks: boolean }): void {
    const partnered = acrossTracks ? this.#pairAcrossTracks() : { notes: new Set(), noteOffs: new Set() };
    for (const row of this.#unended) {
      if (partnered.notes.has(row)) continue;
      this.#issues.report('unended-note', this.#byteOffset[row]!, this.track[row]!, 'a note-off for every note', () => {
        return `none for pitch ${this.pitch[row]!} on channel ${this.channel[row]!}`;
      });
    }
    const strays = this.#strays;
    for (let row = 0; row < strays.count; row++) {
      if (partnered.noteOffs.has(row)) continue;
      this.#issues.report(
        'stray-note-off',
        strays.byteOffset[row]!,
        strays.track[row]!,
        'a sounding note to end',
        () => {
          return `none of pitch ${strays.key[row]! % KEYS} on channel ${Math.floor(strays.key[row]! / KEYS)}`;
        },
      );
    }
  }

  /** Gives each unended note the first stray note-off of its key at or after its start that no earlier note took. */
  #pairAcrossTracks(): { notes: Set<number>; noteOffs: Set<number> } {
    const strays = this.#strays;
    const partnered = { notes: new Set<number>(), noteOffs: new Set<number>() };
    if (this.#unended.length === 0 || strays.count === 0) return partnered;
    const notes = Uint32Array.from(this.#unended).sort(
      (a, b) => this.#keyOf(a) - this.#keyOf(b) || this.startTick[a]! - this.startTick[b]! || a - b,
    );
    const noteOffs = Uint32Array.from({ length: strays.count }, (_, row) => row).sort(
      (a, b) => strays.key[a]! - strays.key[b]! || strays.tick[a]! - strays.tick[b]! || a - b,
    );
    let next = 0;
    for (const note of notes) {
      const key = this.#keyOf(note);
      const isBefore = (row: number): boolean =>
        strays.key[row]! < key || (strays.key[row]! === key && strays.tick[row]! < this.startTick[note]!);
      while (next < noteOffs.length && isBefore(noteOffs[next]!)) next++;
      const noteOff = noteOffs[next];
      if (noteOff === undefined) break;
      if (strays.key[noteOff] !== key) continue;
      this.endTick[note] = strays.tick[noteOff]!;
      partnered.notes.add(note);
      partnered.noteOffs.add(noteOff);
      next++;
    }
    return partnered;
  }

  #keyOf(row: number): number {
    return this.channel[row]! * KEYS + this.pitch[row]!;
  }

  #makeRoomFor(row: number): void {
    if (row < this.startTick.length) return;
    this.startTick = withRoomFor(this.startTick, row);
    this.endTick = withRoomFor(this.endTick, row);
    this.pitch = withRoomFor(this.pitch, row);
    this.velocity = withRoomFor(this.velocity, row);
    this.channel = withRoomFor(this.channel, row);
    this.track = withRoomFor(this.track, row);
    this.#byteOffset = withRoomFor(this.#byteOffset, row);
    this.#nextInQueue = withRoomFor(this.#nextInQueue, row);
  }
}
