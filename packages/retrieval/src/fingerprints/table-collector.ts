import type { FingerprintTable } from '../piece-index/contract.js';
import { type MergeOptions, mergeTables, type PlacedTable } from './merge-tables.js';

/** So many tables wait to be merged: beside its postings each takes 262 KB. */
const WAITING_TABLES = 64;

/**
 * Merges tables that come one behind the other. Where there are many, runs of them are merged before the end, and runs of
 * those again, so that memory is bounded by the postings.
 */
export class TableCollector {
  /** Tables that come of no merge, of one, of two; those of more merges lie before those of fewer. */
  readonly #levels: PlacedTable[][] = [];

  add(table: PlacedTable): void {
    this.#add(table, 0);
  }

  finish(options: MergeOptions): FingerprintTable {
    return mergeTables(this.#levels.toReversed().flat(), options);
  }

  #add(table: PlacedTable, level: number): void {
    this.#levels[level] ??= [];
    const waiting = this.#levels[level];
    waiting.push(table);
    if (waiting.length < WAITING_TABLES) return;
    this.#levels[level] = [];
    this.#add({ firstFrame: 0, table: mergeTables(waiting) }, level + 1);
  }
}
