import { HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';

/** Pitches in ascending order that a line climbs: a scale, a chord in all octaves, or every key. */
export type Ladder = readonly number[];

/** Every piano key whose pitch class is in the set. @param pitchClasses bit k set for pitch class k, at least one */
export function buildLadder(pitchClasses: number): Ladder {
  const pitches: number[] = [];
  for (let pitch = LOWEST_PITCH; pitch <= HIGHEST_PITCH; pitch++) {
    if ((pitchClasses >> (pitch % 12)) & 1) pitches.push(pitch);
  }
  return pitches;
}

const ladders: (Ladder | undefined)[] = new Array(4096).fill(undefined);

/** As {@link buildLadder}, made once for each of the 4095 sets. */
export function ladderOf(pitchClasses: number): Ladder {
  const known = ladders[pitchClasses];
  if (known) return known;
  const ladder = buildLadder(pitchClasses);
  ladders[pitchClasses] = ladder;
  return ladder;
}

/** Place of the rung nearest to `pitch`, the lower one of two. */
export function nearestRung(ladder: Ladder, pitch: number): number {
  let low = 0;
  let high = ladder.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ladder[middle]! < pitch) low = middle + 1;
    else high = middle;
  }
  return low > 0 && pitch - ladder[low - 1]! <= ladder[low]! - pitch ? low - 1 : low;
}

/** The pitch on a rung; rungs beyond the ends fold back into the ladder, so that lines turn round at the keyboard's edge. */
export function pitchAt(ladder: Ladder, rung: number): number {
  const last = ladder.length - 1;
  if (rung < 0) return ladder[Math.min(last, -rung)]!;
  if (rung > last) return ladder[Math.max(0, 2 * last - rung)]!;
  return ladder[rung]!;
}
