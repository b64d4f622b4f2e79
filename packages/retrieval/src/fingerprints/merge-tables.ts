import type { FingerprintTable } from '../piece-index/contract.js';
import { SHAPE_COUNT } from './shape.js';
import { LONGEST_POSTING, RunCursor, TableWriter } from './table-runs.js';

/** A table whose frames are counted from `firstFrame`. */
export interface PlacedTable {
  readonly firstFrame: number;
  readonly table: FingerprintTable;
}

/** Frames that stay, as a run of rows. */
export interface FrameRun {
  readonly firstFrame: number;
  readonly frameCount: number;
}

const GONE = 0xffff_ffff;

export interface MergeOptions {
  /** Ascending runs of the frames that stay, which move together. @default everything stays */
  readonly kept?: readonly FrameRun[] | undefined;
  /** Fingerprints with more postings are left out. @default none is */
  readonly mostPostings?: number | undefined;
}

/** One table of several, one behind the other, each of the frames from its `firstFrame` to the next one's. */
export function mergeTables(
  tables: readonly PlacedTable[],
  { kept, mostPostings = Number.POSITIVE_INFINITY }: MergeOptions = {},
): FingerprintTable {
  const newFrames = kept && frameMap(kept);
  const cursors = tables.map(({ firstFrame, table }) => ({ firstFrame, runs: new RunCursor(table) }));
  const writer = new TableWriter(tables.reduce((sum, { table }) => sum + table.postings.length, 0));
  let frames = new Uint32Array(1024);
  for (let shape = 0; shape < SHAPE_COUNT; shape++) {
    for (const { runs } of cursors) runs.open(shape);
    for (;;) {
      let pitch = Number.POSITIVE_INFINITY;
      for (const { runs } of cursors) if (runs.pitch < pitch) pitch = runs.pitch;
      if (pitch === Number.POSITIVE_INFINITY) break;
      writer.beginRun(pitch);
      let left = 0;
      for (const { firstFrame, runs } of cursors) {
        if (runs.pitch !== pitch) continue;
        const bytes = runs.end - runs.start;
        if (newFrames === undefined && bytes > LONGEST_POSTING * mostPostings) left = Number.POSITIVE_INFINITY;
        if (left <= mostPostings) {
          if (bytes > frames.length) frames = new Uint32Array(2 * bytes);
          const count = runs.decode(frames, 0);
          for (let i = 0; i < count; i++) {
            const frame = firstFrame + frames[i]!;
            const moved = newFrames === undefined ? frame : (newFrames[frame] ?? GONE);
            if (moved === GONE) continue;
            writer.addFrame(moved);
            left++;
          }
        }
        runs.next();
      }
      if (left > mostPostings) writer.dropRun();
      else writer.endRun();
    }
    writer.endShape(shape);
  }
  return writer.finish();
}

/** New row of each frame; GONE for frames that do not stay. */
function frameMap(kept: readonly FrameRun[]): Uint32Array {
  const last = kept.at(-1);
  const map = new Uint32Array(last === undefined ? 0 : last.firstFrame + last.frameCount).fill(GONE);
  let next = 0;
  for (const { firstFrame, frameCount } of kept) {
    for (let i = 0; i < frameCount; i++) map[firstFrame + i] = next++;
  }
  return map;
}
