import type { Random } from '@midizero/core';
import { chooseWeighted, uniformBetween } from '../sampling/choose.js';
import type { Harmony } from './harmony.js';
import { createLine, type Line, type LineKind } from './line.js';
import type { RhythmEvent } from './rhythm.js';
import { createThickness, type Thickness, type ThicknessKind } from './thickness.js';

type Weighted<T> = readonly (readonly [T, number])[];

/** What a voice may be; every voice of a passage draws its own. */
export interface VoiceRecipe {
  readonly lines: Weighted<LineKind>;
  readonly thicknesses: Weighted<ThicknessKind>;
  /** How likely equal lengths are, 0 to 1; other voices have patterns. */
  readonly evenProbability: number;
  /** Lowest and highest centre of the hand, MIDI note numbers. */
  readonly centreRange: readonly [low: number, high: number];
}

/** Range of the hand's movements from bar to bar, in semitones (standard deviation). */
const WANDER_RANGE = [0, 4] as const;

/** One voice of a passage: a line, a thickness, and a hand that moves. */
export class Voice {
  readonly #random: Random;
  readonly #line: Line;
  readonly #thickness: Thickness;
  readonly #wanderSemitones: number;
  readonly #centreRange: readonly [low: number, high: number];
  #centre: number;

  constructor(random: Random, recipe: VoiceRecipe, harmony: Harmony) {
    this.#random = random;
    this.#line = createLine(random, chooseWeighted(random, recipe.lines), harmony);
    this.#thickness = createThickness(random, chooseWeighted(random, recipe.thicknesses), harmony);
    this.#wanderSemitones = uniformBetween(random, ...WANDER_RANGE);
    this.#centreRange = recipe.centreRange;
    this.#centre = uniformBetween(random, ...recipe.centreRange);
  }

  /** Plays the events of one bar: `add` is called for every note. */
  playBar(events: readonly RhythmEvent[], add: (event: RhythmEvent, pitch: number) => void): void {
    for (const event of events) {
      const pitch = this.#line.next(this.#centre);
      add(event, pitch);
      this.#thickness.addTo(pitch, (other) => add(event, other));
    }
    const [low, high] = this.#centreRange;
    const moved = this.#centre + this.#wanderSemitones * this.#random.gaussian();
    this.#centre = Math.min(high, Math.max(low, moved));
  }
}
