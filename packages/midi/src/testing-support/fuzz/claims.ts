import type { NoteTable } from '../../note-table.js';
import type { TempoMap } from '../../tempo-map.js';

/** A promise of a reader or writer that an input broke. */
export class BrokenClaim extends Error {
  override readonly name = 'BrokenClaim';
}

/** @throws BrokenClaim where something does not hold */
export function claim(holds: boolean, what: string, got = ''): void {
  if (!holds) throw new BrokenClaim(`expected ${what}${got === '' ? '' : `, got ${got}`}`);
}

export function isPrintable(text: string): boolean {
  return !/\p{C}/u.test(text);
}

export function claimRising(tempoMap: TempoMap): void {
  let last = -1;
  for (const { tick, microsecondsPerQuarter } of tempoMap.changes()) {
    claim(tick > last && microsecondsPerQuarter > 0, 'rising tempo changes', `${tick}`);
    last = tick;
  }
}

/** Notes in order, with times and values in range. */
export function claimOrdered(notes: NoteTable, durationSeconds: number): void {
  for (let row = 0; row < notes.length; row++) {
    const start = notes.startSeconds[row]!;
    const before = Math.max(0, row - 1);
    const isInOrder =
      notes.startSeconds[before]! < start ||
      (notes.startSeconds[before] === start && notes.pitch[before]! <= notes.pitch[row]!);
    const hasTimes = start >= 0 && notes.endSeconds[row]! >= start && notes.endSeconds[row]! <= durationSeconds;
    const inRange = notes.pitch[row]! < 128 && notes.velocity[row]! > 0 && notes.velocity[row]! < 128;
    claim(isInOrder && hasTimes && inRange, 'sound notes', `row ${row}`);
  }
}
