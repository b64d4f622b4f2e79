import type { Random } from '@midizero/core';
import { KEY_COUNT, LOWEST_PITCH } from '@midizero/pitch-matrix';
import type { DamageOptions } from '../damage/damage-options.js';
import type { PassageSource } from '../passages/passage-source.js';
import type { PairBatch } from './pair-batch.js';
import type { PairMaker } from './pair-maker.js';
import { type Side, SideMaker } from './side.js';
import { createNoteSetCosine, nearestFrame, type SideWindow } from './side-window.js';

/** Frames before the first anchor window, so that a shifted positive window has somewhere to go. */
const FRAMES_BEFORE = 3;
/** Frames from one anchor window of a passage to the next, on average. */
const FRAMES_BETWEEN = 4;
/** Onsets of a passage for each frame of its last window: damage can make frames fewer. */
const ONSETS_PER_FRAME = 2;
/** A pair with less in common than this teaches nothing, and is drawn again. */
const SIMILARITY_MIN = 0.15;
const ATTEMPTS = 4;

/** Both sides of a passage. */
interface Sides {
  readonly anchor: Side;
  readonly positive: Side;
  readonly writtenNotes: number;
}

interface Candidate {
  readonly anchor: SideWindow;
  readonly positive: SideWindow;
  readonly similarity: number;
}

/**
 * Pairs made in time: a passage is damaged, grouped into frames again, and cut where it answers to the anchor. The
 * similarity target is the cosine of the two windows' note sets, see {@link createNoteSetCosine}.
 * @param windowsPerPassage pairs cut from one passage, their anchors spread over it from front to back
 */
export function createDamagedPairs(
  source: PassageSource,
  windowFrames: number,
  options: Required<DamageOptions>,
  windowsPerPassage: number,
): PairMaker {
  const { shiftFramesMax, transposeSemitonesMax } = options;
  const sideMaker = new SideMaker(options);
  const noteSetCosine = createNoteSetCosine();
  const framesAfter = shiftFramesMax + ONSETS_PER_FRAME * windowFrames;
  const onsets = FRAMES_BEFORE + FRAMES_BETWEEN * (windowsPerPassage - 1) + framesAfter;

  const drawSides = (random: Random): Sides => {
    const written = source.draw(random, onsets);
    const transposeSemitones = drawBetween(random, transposeSemitonesMax);
    const anchor = sideMaker.drawAnchor(random, written, transposeSemitones);
    const positive = sideMaker.drawPositive(random, written, transposeSemitones);
    return { anchor, positive, writtenNotes: written.length };
  };

  /** @param part which part of the passage, from 0; the windows' parts follow each other and do not overlap */
  const drawWindows = (
    random: Random,
    { anchor: side, positive: other, writtenNotes }: Sides,
    part: number,
  ): Candidate => {
    const last = Math.max(0, side.frames.length - windowFrames);
    const from = FRAMES_BETWEEN * part;
    const anchor = { side, firstFrame: Math.min(last, from + random.integer(FRAMES_BETWEEN)) };
    const anchorSeconds = side.frames.startSeconds[anchor.firstFrame] ?? 0;
    const aligned = nearestFrame(other.frames, other.warp.playedSeconds(anchorSeconds));
    const shifted = aligned + drawBetween(random, shiftFramesMax);
    const positive = { side: other, firstFrame: Math.max(0, Math.min(other.frames.length - windowFrames, shifted)) };
    return { anchor, positive, similarity: noteSetCosine(anchor, positive, windowFrames, writtenNotes) };
  };

  return {
    windowFrames,
    pairsAtOnce: windowsPerPassage,
    make(random: Random, batches: readonly PairBatch[], row: number): void {
      let sides = drawSides(random);
      for (const [part, { anchors, positives, similarity }] of batches.entries()) {
        let candidate = drawWindows(random, sides, part);
        for (let attempt = 1; attempt < ATTEMPTS && candidate.similarity < SIMILARITY_MIN; attempt++) {
          // What is left of a passage may be too little everywhere; the next windows then come of the new one as well.
          sides = drawSides(random);
          candidate = drawWindows(random, sides, part);
        }
        writeRow(candidate.anchor, windowFrames, anchors, row);
        writeRow(candidate.positive, windowFrames, positives, row);
        similarity[row] = candidate.similarity;
      }
    },
  };
}

/** A whole number from -reach to reach. */
function drawBetween(random: Random, reach: number): number {
  return random.integer(2 * reach + 1) - reach;
}

/** Writes one window over row `row` of a batch. */
function writeRow({ side, firstFrame }: SideWindow, windowFrames: number, target: Float32Array, row: number): void {
  const { offsets, pitches, length } = side.frames;
  const end = Math.min(length, firstFrame + windowFrames);
  target.fill(0, row * windowFrames * KEY_COUNT, (row + 1) * windowFrames * KEY_COUNT);
  for (let frame = firstFrame; frame < end; frame++) {
    const first = (row * windowFrames + frame - firstFrame) * KEY_COUNT - LOWEST_PITCH;
    for (let i = offsets[frame]!; i < offsets[frame + 1]!; i++) target[first + pitches[i]!] = 1;
  }
}
