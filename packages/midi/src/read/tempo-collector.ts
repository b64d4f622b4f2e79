import { DEFAULT_MICROSECONDS_PER_QUARTER, type TempoChangeColumns } from '../tempo-map.js';
import { withRoomFor } from './growable.js';

/** Gathers the tempo changes of all tracks. */
export class TempoCollector {
  #count = 0;
  #ticks: Float64Array = new Float64Array(0);
  #microsecondsPerQuarter: Float64Array = new Float64Array(0);

  add(tick: number, microsecondsPerQuarter: number): void {
    const row = this.#count++;
    this.#ticks = withRoomFor(this.#ticks, row);
    this.#microsecondsPerQuarter = withRoomFor(this.#microsecondsPerQuarter, row);
    this.#ticks[row] = tick;
    this.#microsecondsPerQuarter[row] = microsecondsPerQuarter;
  }

  /** A sequence of its own begins: its tempo is the default until it says otherwise. */
  reset(tick: number): void {
    this.add(tick, DEFAULT_MICROSECONDS_PER_QUARTER);
  }

  columns(): TempoChangeColumns {
    return {
      ticks: this.#ticks.subarray(0, this.#count),
      microsecondsPerQuarter: this.#microsecondsPerQuarter.subarray(0, this.#count),
    };
  }
}
