import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';
import type { DamageOptions } from '../damage/damage-options.js';
import { type DamagePlan, damagePassage } from '../damage/damage-passage.js';
import { type DamagedNotes, undamaged } from '../damage/damaged-notes.js';
import { omitBelowSkyline, omitOneVoice } from '../damage/omit-voices.js';
import { drawAmounts } from '../damage/severity.js';
import { drawTimeWarp, type TimeWarp, WRITTEN_TIME } from '../damage/time-warp.js';

/** Severities of an anchor that is damaged too: mild, whatever the positive's are. */
const ANCHOR_SEVERITY_RANGE = [0, 0.35] as const;

/** One side of a pair: a passage as it was played or heard, in frames. */
export interface Side {
  readonly damaged: DamagedNotes;
  readonly frames: Frames;
  /** Where the passage's written time went. */
  readonly warp: TimeWarp;
}

/** The side that stands for the library: as written, or mildly damaged in the written tempo. */
export function drawAnchorSide(
  random: Random,
  written: NoteTable,
  options: Required<DamageOptions>,
  transposeSemitones: number,
): Side {
  if (!random.chance(options.anchorDamageProbability)) {
    return groupSide(undamaged(written, transposeSemitones), WRITTEN_TIME, options);
  }
  const amounts = drawAmounts(random, options, ANCHOR_SEVERITY_RANGE);
  const plan = { amounts, warp: WRITTEN_TIME, spreadSeconds: options.spreadSeconds, transposeSemitones };
  return damageSide(random, written, new Uint8Array(written.length), plan, options);
}

/** The side that stands for the query, damaged by a severity of its own. */
export function drawPositiveSide(
  random: Random,
  written: NoteTable,
  options: Required<DamageOptions>,
  transposeSemitones: number,
): Side {
  const amounts = drawAmounts(random, options, options.severityRange);
  const lengthSeconds = written.startSeconds.at(-1) ?? 0;
  const warp = drawTimeWarp(random, lengthSeconds, amounts.tempoDeviation, amounts.tempoDrift);
  const isOmitted = new Uint8Array(written.length);
  if (random.chance(options.skylineProbability)) omitBelowSkyline(written, isOmitted);
  else if (random.chance(options.voiceLossProbability)) omitOneVoice(written, isOmitted, random);
  const plan = { amounts, warp, spreadSeconds: options.spreadSeconds, transposeSemitones };
  return damageSide(random, written, isOmitted, plan, options);
}

function damageSide(
  random: Random,
  written: NoteTable,
  isOmitted: Uint8Array,
  plan: DamagePlan,
  options: Required<DamageOptions>,
): Side {
  return groupSide(damagePassage(written, isOmitted, plan, random), plan.warp, options);
}

function groupSide(damaged: DamagedNotes, warp: TimeWarp, { thresholdSeconds }: Required<DamageOptions>): Side {
  return { damaged, frames: groupFrames(damaged.notes, { thresholdSeconds }), warp };
}
