import type { Random } from '@midizero/core';
import { chooseEvenly, chooseWeighted } from '../sampling/choose.js';
import { type Ladder, ladderOf } from './ladder.js';

/** Steps of scales above their tonic, in semitones, and how often each is drawn. */
const SCALES: readonly (readonly [steps: readonly number[], weight: number])[] = [
  [[0, 2, 4, 5, 7, 9, 11], 8], // major
  [[0, 2, 3, 5, 7, 8, 10], 4], // natural minor
  [[0, 2, 3, 5, 7, 8, 11], 4], // harmonic minor
  [[0, 2, 3, 5, 7, 9, 10], 2], // dorian
  [[0, 2, 4, 5, 7, 9, 10], 2], // mixolydian
  [[0, 2, 4, 7, 9], 2], // pentatonic
  [[0, 2, 4, 6, 8, 10], 0.5], // whole tones
  [[0, 1, 3, 4, 6, 7, 9, 10], 0.5], // octatonic
  [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 1], // chromatic
];

/** Movements of the chord's root in scale degrees: falling fifths and steps are the most frequent. */
const ROOT_MOVES: readonly (readonly [degrees: number, weight: number])[] = [
  [0, 3],
  [3, 4],
  [4, 3],
  [1, 1.5],
  [-1, 1.5],
  [2, 1],
  [-2, 2],
];

const CHROMATIC_NOTE_PROBABILITY = 0.15;
const SEVENTH_PROBABILITY = 0.3;

/** The scale and the chord that lines of one passage share. */
export class Harmony {
  readonly #random: Random;
  #tonic = 0;
  #steps: readonly number[] = [];
  #rootDegree = 0;
  #scale: Ladder = [];
  #chord: Ladder = [];

  constructor(random: Random) {
    this.#random = random;
    this.modulate();
  }

  /** The piano keys of the scale. */
  get scale(): Ladder {
    return this.#scale;
  }

  /** The piano keys of the chord's pitch classes. */
  get chord(): Ladder {
    return this.#chord;
  }

  /** Draws a new key and begins at its tonic. */
  modulate(): void {
    this.#tonic = this.#random.integer(12);
    this.#steps = chooseWeighted(this.#random, SCALES);
    this.#scale = ladderOf(this.#steps.reduce((set, step) => set | this.#bit(step), 0));
    this.#rootDegree = 0;
    this.#stackChord();
  }

  /** Goes on to the next chord. */
  advance(): void {
    this.#rootDegree += chooseWeighted(this.#random, ROOT_MOVES);
    this.#stackChord();
  }

  /** Thirds of the scale upon the root; now and then one note is altered, as dominants of other keys have it. */
  #stackChord(): void {
    const random = this.#random;
    const size = random.chance(SEVENTH_PROBABILITY) ? 4 : 3;
    const steps = Array.from({ length: size }, (_, i) => this.#step(this.#rootDegree + 2 * i));
    if (random.chance(CHROMATIC_NOTE_PROBABILITY)) {
      steps[random.integer(size)]! += chooseEvenly(random, [-1, 1]);
    }
    this.#chord = ladderOf(steps.reduce((set, step) => set | this.#bit(step), 0));
  }

  #step(degree: number): number {
    const { length } = this.#steps;
    return this.#steps[((degree % length) + length) % length]!;
  }

  #bit(step: number): number {
    return 1 << ((this.#tonic + step + 12) % 12);
  }
}
