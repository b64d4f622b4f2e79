/** A key that was struck. */
export interface NoteOn {
  /** MIDI note number, 0 to 127. */
  readonly pitch: number;
  /** 1 to 127. */
  readonly velocity: number;
  /** 0 to 15. */
  readonly channel: number;
}

/** Bytes after a channel message's status, by its upper four bits from 8 on. */
const DATA_BYTES = [2, 2, 2, 2, 1, 1, 2] as const;
const NOTE_ON = 0x9;

/**
 * Finds the notes in the bytes that a MIDI device sends, in whatever portions they come: running status, real-time bytes
 * between any others, and messages of other kinds, which are passed over.
 */
export class NoteOnStream {
  #status = 0;
  readonly #data: number[] = [];

  /** @returns the notes that these bytes complete */
  push(bytes: Uint8Array): NoteOn[] {
    const notes: NoteOn[] = [];
    for (const byte of bytes) {
      if (byte >= 0xf8) continue; // real-time: clock, active sensing …, in the middle of anything
      if (byte >= 0x80) {
        // System messages have no notes, and end running status.
        this.#status = byte < 0xf0 ? byte : 0;
        this.#data.length = 0;
        continue;
      }
      if (this.#status === 0) continue;
      this.#data.push(byte);
      if (this.#data.length < DATA_BYTES[(this.#status >> 4) - 8]!) continue;
      const [pitch, velocity] = this.#data as [number, number];
      if (this.#status >> 4 === NOTE_ON && velocity > 0) notes.push({ pitch, velocity, channel: this.#status & 0xf });
      this.#data.length = 0;
    }
    return notes;
  }
}
