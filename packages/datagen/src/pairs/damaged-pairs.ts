import type { Random } from '@midizero/core';
import { KEY_COUNT, LOWEST_PITCH } from '@midizero/pitch-matrix';
import type { DamageOptions } from '../damage/damage-options.js';
import type { PassageSource } from '../passages/passage-source.js';
import type { PairMaker } from './pair-maker.js';
import { SideMaker } from './side.js';
import { nearestFrame, noteSetCosine, type SideWindow } from './side-window.js';

/** Frames before the anchor window, so that a shifted positive window has somewhere to go. */
const FRAMES_BEFORE = 3;
/** Onsets of a passage for each frame of a window: damage can make frames fewer. */
const ONSETS_PER_FRAME = 2;
/** A pair with less in common than this teaches nothing, and is drawn again. */
const SIMILARITY_MIN = 0.15;
const ATTEMPTS = 4;

interface Candidate {
  readonly anchor: SideWindow;
  readonly positive: SideWindow;
  readonly similarity: number;
}

/**
 * Pairs made in time: a passage is damaged, grouped into frames again, and cut where it answers to the anchor. The
 * similarity target is the cosine of the two windows' note sets, see {@link noteSetCosine}.
 */
export function createDamagedPairs(
  source: PassageSource,
  windowFrames: number,
  options: Required<DamageOptions>,
): PairMaker {
  const { shiftFramesMax, transposeSemitonesMax } = options;
  const sides = new SideMaker(options);
  const onsets = FRAMES_BEFORE + shiftFramesMax + ONSETS_PER_FRAME * windowFrames;

  const drawCandidate = (random: Random): Candidate => {
    const written = source.draw(random, onsets);
    const transposeSemitones = drawBetween(random, transposeSemitonesMax);
    const anchorSide = sides.drawAnchor(random, written, transposeSemitones);
    const side = sides.drawPositive(random, written, transposeSemitones);

    const places = Math.min(FRAMES_BEFORE, Math.max(0, anchorSide.frames.length - windowFrames));
    const anchor = { side: anchorSide, firstFrame: random.integer(places + 1) };
    const anchorSeconds = anchorSide.frames.startSeconds[anchor.firstFrame] ?? 0;
    const aligned = nearestFrame(side.frames, side.warp.playedSeconds(anchorSeconds));
    const shifted = aligned + drawBetween(random, shiftFramesMax);
    const positive = { side, firstFrame: Math.max(0, Math.min(side.frames.length - windowFrames, shifted)) };
    return { anchor, positive, similarity: noteSetCosine(anchor, positive, windowFrames, written.length) };
  };

  return {
    windowFrames,
    make(random: Random, anchors: Float32Array, positives: Float32Array, row: number): number {
      let candidate = drawCandidate(random);
      for (let attempt = 1; attempt < ATTEMPTS && candidate.similarity < SIMILARITY_MIN; attempt++) {
        candidate = drawCandidate(random);
      }
      const { anchor, positive, similarity } = candidate;
      writeRow(anchor, windowFrames, anchors, row);
      writeRow(positive, windowFrames, positives, row);
      return similarity;
    },
  };
}

/** A whole number from -reach to reach. */
function drawBetween(random: Random, reach: number): number {
  return random.integer(2 * reach + 1) - reach;
}

/** Sets the cells of one window in row `row` of a batch, which must be 0 before. */
function writeRow({ side, firstFrame }: SideWindow, windowFrames: number, target: Float32Array, row: number): void {
  const { offsets, pitches, length } = side.frames;
  const end = Math.min(length, firstFrame + windowFrames);
  for (let frame = firstFrame; frame < end; frame++) {
    const first = (row * windowFrames + frame - firstFrame) * KEY_COUNT - LOWEST_PITCH;
    for (let i = offsets[frame]!; i < offsets[frame + 1]!; i++) target[first + pitches[i]!] = 1;
  }
}
