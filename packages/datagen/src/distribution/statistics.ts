import { HIGHEST_PITCH } from '@midizero/pitch-matrix';
import type { TrainingDataColumns } from '../samples/training-data.js';
import type { FrameDistribution } from './frame-distribution.js';

/** How often each value occurs. */
export interface Histogram {
  /** Index is the value (a pitch, or a number of notes), entries are counts. */
  readonly counts: Float64Array;
  readonly total: number;
  readonly mean: number;
  /** Standard deviation of the values. */
  readonly std: number;
}

/** What frames hold: which pitches, and how many notes. */
export interface FrameStatistics {
  readonly pitches: Histogram;
  readonly noteCounts: Histogram;
}

/** Statistics of a distribution (each frame as often as it occurs) or of generated samples. */
export function frameStatistics(source: FrameDistribution | TrainingDataColumns): FrameStatistics {
  const { offsets, pitches } = source;
  const weights = 'counts' in source ? source.counts : undefined;
  const pitchCounts = new Float64Array(HIGHEST_PITCH + 1);
  const noteCounts: number[] = [];
  for (let frame = 0; frame + 1 < offsets.length; frame++) {
    const weight = weights ? weights[frame]! : 1;
    const size = offsets[frame + 1]! - offsets[frame]!;
    noteCounts[size] = (noteCounts[size] ?? 0) + weight;
    for (let i = offsets[frame]!; i < offsets[frame + 1]!; i++) pitchCounts[pitches[i]!]! += weight;
  }
  return {
    pitches: toHistogram(pitchCounts),
    noteCounts: toHistogram(Float64Array.from(noteCounts, (count) => count ?? 0)),
  };
}

function toHistogram(counts: Float64Array): Histogram {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { counts, total, mean: Number.NaN, std: Number.NaN };
  const mean = counts.reduce((sum, count, value) => sum + count * value, 0) / total;
  const variance = counts.reduce((sum, count, value) => sum + count * (value - mean) ** 2, 0) / total;
  return { counts, total, mean, std: Math.sqrt(variance) };
}
