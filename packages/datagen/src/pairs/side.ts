import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';
import type { DamageOptions } from '../damage/damage-options.js';
import { type DamagePlan, damagePassage } from '../damage/damage-passage.js';
import { type DamagedNotes, DamagedNotesBuilder, undamaged } from '../damage/damaged-notes.js';
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

/** Draws the sides of pairs, in memory that all of them use one after the other. */
export class SideMaker {
  readonly #options: Required<DamageOptions>;
  readonly #builder: DamagedNotesBuilder = new DamagedNotesBuilder();

  constructor(options: Required<DamageOptions>) {
    this.#options = options;
  }

  /** The side that stands for the library: as written, or mildly damaged in the written tempo. */
  drawAnchor(random: Random, written: NoteTable, transposeSemitones: number): Side {
    const options = this.#options;
    if (!random.chance(options.anchorDamageProbability)) {
      return this.#group(undamaged(written, transposeSemitones), WRITTEN_TIME);
    }
    const amounts = drawAmounts(random, options, ANCHOR_SEVERITY_RANGE);
    const plan = { amounts, warp: WRITTEN_TIME, spreadSeconds: options.spreadSeconds, transposeSemitones };
    return this.#damage(random, written, new Uint8Array(written.length), plan);
  }

  /** The side that stands for the query, damaged by a severity of its own. */
  drawPositive(random: Random, written: NoteTable, transposeSemitones: number): Side {
    const options = this.#options;
    const amounts = drawAmounts(random, options, options.severityRange);
    const lengthSeconds = written.startSeconds.at(-1) ?? 0;
    const warp = drawTimeWarp(random, lengthSeconds, amounts.tempoDeviation, amounts.tempoDrift);
    const isOmitted = new Uint8Array(written.length);
    if (random.chance(options.skylineProbability)) omitBelowSkyline(written, isOmitted);
    else if (random.chance(options.voiceLossProbability)) omitOneVoice(written, isOmitted, random);
    const plan = { amounts, warp, spreadSeconds: options.spreadSeconds, transposeSemitones };
    return this.#damage(random, written, isOmitted, plan);
  }

  #damage(random: Random, written: NoteTable, isOmitted: Uint8Array, plan: DamagePlan): Side {
    return this.#group(damagePassage(written, isOmitted, plan, random, this.#builder), plan.warp);
  }

  #group(damaged: DamagedNotes, warp: TimeWarp): Side {
    const { thresholdSeconds } = this.#options;
    return { damaged, frames: groupFrames(damaged.notes, { thresholdSeconds }), warp };
  }
}
