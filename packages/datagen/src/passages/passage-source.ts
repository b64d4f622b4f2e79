import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';

/** Makes timed passages of music. What it makes depends on its options and `random` alone. */
export interface PassageSource {
  /**
   * @param onsets how many different onsets the passage should have; some have fewer
   * @returns notes from 0 s on; `track` tells voices apart
   */
  draw(random: Random, onsets: number): NoteTable;
}
