import type { FingerprintTable } from './contract.js';

/** Frames that stay, as a run of rows. */
export interface FrameRun {
  readonly firstFrame: number;
  readonly frameCount: number;
}

const GONE = 0xffff_ffff;

/**
 * What is left of fingerprint tables when frames are taken out and the rest moves together. The order of postings stays,
 * because frames keep theirs.
 * @param tables one behind the other, each of the frames from its `firstFrame` to the next one's
 * @param kept ascending runs of frames
 */
export function keepFingerprints(tables: readonly FingerprintTable[], kept: readonly FrameRun[]): FingerprintTable[] {
  const result: FingerprintTable[] = [];
  let run = 0;
  let moved = 0; // frames that stay, before those of the table at hand
  for (const [i, table] of tables.entries()) {
    const end = tables[i + 1]?.firstFrame ?? Number.POSITIVE_INFINITY;
    const runs: FrameRun[] = [];
    while (run < kept.length && kept[run]!.firstFrame < end) runs.push(kept[run++]!);
    const frameCount = runs.reduce((sum, each) => sum + each.frameCount, 0);
    if (frameCount > 0) result.push({ ...filtered(table, runs), firstFrame: moved });
    moved += frameCount;
  }
  return result;
}

function filtered(table: FingerprintTable, runs: readonly FrameRun[]): Omit<FingerprintTable, 'firstFrame'> {
  const newFrames = frameMap(table, runs);
  const { shapeStarts } = table;
  const starts = new Uint32Array(shapeStarts.length);
  const pitches = new Uint8Array(table.pitches.length);
  const frames = new Uint32Array(table.frames.length);
  let count = 0;
  for (let shape = 0; shape + 1 < shapeStarts.length; shape++) {
    for (let row = shapeStarts[shape]!; row < shapeStarts[shape + 1]!; row++) {
      const frame = newFrames[table.frames[row]!] ?? GONE;
      if (frame === GONE) continue;
      pitches[count] = table.pitches[row]!;
      frames[count++] = frame;
    }
    starts[shape + 1] = count;
  }
  return { shapeStarts: starts, pitches: pitches.slice(0, count), frames: frames.slice(0, count) };
}

/** New row of each frame, both counted from the table's first; GONE for frames that do not stay. */
function frameMap({ firstFrame }: FingerprintTable, runs: readonly FrameRun[]): Uint32Array {
  const last = runs.at(-1)!;
  const map = new Uint32Array(last.firstFrame + last.frameCount - firstFrame).fill(GONE);
  let next = 0;
  for (const run of runs) {
    for (let i = 0; i < run.frameCount; i++) map[run.firstFrame - firstFrame + i] = next++;
  }
  return map;
}
