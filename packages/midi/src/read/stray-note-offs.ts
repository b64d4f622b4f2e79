import { withRoomFor } from './growable.js';

/** Note-offs that ended nothing in their own track, as columns. */
export class StrayNoteOffs {
  count = 0;
  tick: Float64Array = new Float64Array(0);
  /** Channel * 128 + pitch. */
  key: Uint16Array = new Uint16Array(0);
  track: Uint16Array = new Uint16Array(0);
  byteOffset: Uint32Array = new Uint32Array(0);

  add(tick: number, key: number, track: number, byteOffset: number): void {
    const row = this.count++;
    this.tick = withRoomFor(this.tick, row);
    this.key = withRoomFor(this.key, row);
    this.track = withRoomFor(this.track, row);
    this.byteOffset = withRoomFor(this.byteOffset, row);
    this.tick[row] = tick;
    this.key[row] = key;
    this.track[row] = track;
    this.byteOffset[row] = byteOffset;
  }
}
