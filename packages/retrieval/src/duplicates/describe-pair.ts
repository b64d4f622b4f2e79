import type { IndexedReading, PieceIndex } from '../piece-index/contract.js';
import { tempoRatio } from '../ranking/tempo-ratio.js';
import type { AlignedPassage } from './align-passage.js';
import type { DuplicatePair, SharedPassage, Stretch } from './contract.js';

/** Notes of a reading. */
export function noteCount({ frames }: PieceIndex, { firstFrame, frameCount }: IndexedReading): number {
  return frames.offsets[firstFrame + frameCount]! - frames.offsets[firstFrame]!;
}

/**
 * What two pieces have in common.
 * @param key semitones by which `one` lies above `other`
 * @param passages one or more
 */
export function describePair(
  index: PieceIndex,
  one: IndexedReading,
  other: IndexedReading,
  key: number,
  passages: readonly AlignedPassage[],
): DuplicatePair {
  const oneIsFirst = isLonger(index, one, other);
  const [first, second] = oneIsFirst ? [one, other] : [other, one];
  const sides = passages.map((passage) => ({
    passage,
    firstFrames: oneIsFirst ? passage.oneFrames : passage.otherFrames,
    secondFrames: oneIsFirst ? passage.otherFrames : passage.oneFrames,
  }));
  const longest = sides.reduce((best, side) => (side.firstFrames.length > best.firstFrames.length ? side : best));
  const seconds = (reading: IndexedReading, frame: number): number =>
    index.frames.startSeconds[reading.firstFrame + frame]!;
  const stretch = (reading: IndexedReading, frames: readonly number[]): Stretch => ({
    startSeconds: seconds(reading, frames[0]!),
    endSeconds: seconds(reading, frames.at(-1)!),
  });
  const shared = sides.map(
    ({ passage, firstFrames, secondFrames }): SharedPassage => ({
      first: stretch(first, firstFrames),
      second: stretch(second, secondFrames),
      agreement: passage.agreement,
    }),
  );
  return {
    firstId: index.pieces[first.piece]!.id,
    secondId: index.pieces[second.piece]!.id,
    transposition: oneIsFirst ? 0 - key : key,
    tempoRatio: tempoRatio(
      longest.firstFrames.map((frame) => seconds(first, frame)),
      longest.secondFrames.map((frame) => seconds(second, frame)),
    ),
    sharedOfFirst: sharedNotes(sides.map((side) => [side.firstFrames, side.passage])) / noteCount(index, first),
    sharedOfSecond: sharedNotes(sides.map((side) => [side.secondFrames, side.passage])) / noteCount(index, second),
    passages: shared.sort((a, b) => a.first.startSeconds - b.first.startSeconds),
  };
}

function isLonger(index: PieceIndex, one: IndexedReading, other: IndexedReading): boolean {
  const difference = noteCount(index, one) - noteCount(index, other);
  return difference === 0 ? one.piece < other.piece : difference > 0;
}

/** Notes in passages, each frame once: where passages overlap, by the one that has most of it. */
function sharedNotes(sides: readonly (readonly [frames: readonly number[], passage: AlignedPassage])[]): number {
  const most = new Map<number, number>();
  for (const [frames, { commonNotes }] of sides) {
    for (const [i, frame] of frames.entries()) most.set(frame, Math.max(most.get(frame) ?? 0, commonNotes[i]!));
  }
  return [...most.values()].reduce((sum, count) => sum + count, 0);
}
