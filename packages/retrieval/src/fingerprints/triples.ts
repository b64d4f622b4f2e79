import { isShapeInterval } from './shape.js';

/** Frames `first .. first + length - 1` of longer columns. */
export interface FrameRows {
  readonly startSeconds: ArrayLike<number>;
  readonly offsets: Uint32Array;
  readonly pitches: Uint8Array;
  readonly first: number;
  readonly length: number;
}

/** How many triples a note begins. */
export interface FanOut {
  /** Later notes that are tried as the second of three, and as the third after each of those. */
  readonly successors: number;
  /** Notes of one frame among them, those nearest in pitch. */
  readonly perFrame: number;
}

/** A note more than this after the last one is not related to it. */
const LONGEST_STEP_SECONDS = 2.5;

/**
 * @param frame frame of the first note, counted from the first of the rows
 * @param firstSeconds from the first note to the second, `secondSeconds` from there to the third
 */
export type TripleVisitor = (
  frame: number,
  pitch: number,
  firstInterval: number,
  secondInterval: number,
  firstSeconds: number,
  secondSeconds: number,
) => void;

/**
 * All triples of successive notes: from each note to some of its successors, and on to some of theirs. Successors come
 * frame by frame, in each frame those nearest in pitch first. By frame of the first note, ascending.
 */
export function visitTriples(frames: FrameRows, { successors, perFrame }: FanOut, visit: TripleVisitor): void {
  const { startSeconds, offsets, pitches, first, length } = frames;
  const firstRow = offsets[first]!;
  const noteCount = offsets[first + length]! - firstRow;
  // Successors of every note, once: rows of notes relative to firstRow, and their frames.
  const nextNotes = new Uint32Array(noteCount * successors);
  const nextCounts = new Uint8Array(noteCount);
  const frameOfNote = new Uint32Array(noteCount);
  for (let frame = 0; frame < length; frame++) {
    for (let row = offsets[first + frame]!; row < offsets[first + frame + 1]!; row++) {
      const note = row - firstRow;
      frameOfNote[note] = frame;
      nextCounts[note] = findSuccessors(frames, frame, pitches[row]!, nextNotes, note * successors, {
        successors,
        perFrame,
      });
    }
  }
  for (let note = 0; note < noteCount; note++) {
    const pitch = pitches[firstRow + note]!;
    const frame = frameOfNote[note]!;
    const start = startSeconds[first + frame]!;
    for (let i = 0; i < nextCounts[note]!; i++) {
      const second = nextNotes[note * successors + i]!;
      const secondPitch = pitches[firstRow + second]!;
      const secondStart = startSeconds[first + frameOfNote[second]!]!;
      for (let j = 0; j < nextCounts[second]!; j++) {
        const third = nextNotes[second * successors + j]!;
        const thirdStart = startSeconds[first + frameOfNote[third]!]!;
        const secondInterval = pitches[firstRow + third]! - secondPitch;
        visit(frame, pitch, secondPitch - pitch, secondInterval, secondStart - start, thirdStart - secondStart);
      }
    }
  }
}

/** Writes the successors of a note at `pitch` in `frame` to `target` from `at` on. @returns how many */
function findSuccessors(
  { startSeconds, offsets, pitches, first, length }: FrameRows,
  frame: number,
  pitch: number,
  target: Uint32Array,
  at: number,
  { successors, perFrame }: FanOut,
): number {
  const latest = startSeconds[first + frame]! + LONGEST_STEP_SECONDS;
  const firstRow = offsets[first]!;
  let count = 0;
  for (let next = frame + 1; next < length && startSeconds[first + next]! <= latest; next++) {
    const from = offsets[first + next]!;
    const to = offsets[first + next + 1]!;
    // The pitches of a frame ascend: walk outwards from where `pitch` would stand.
    let above = from;
    while (above < to && pitches[above]! < pitch) above++;
    let below = above - 1;
    for (let taken = 0; taken < perFrame && (below >= from || above < to); taken++) {
      const takesAbove = below < from || (above < to && pitches[above]! - pitch <= pitch - pitches[below]!);
      const row = takesAbove ? above++ : below--;
      if (!isShapeInterval(pitches[row]! - pitch)) break;
      target[at + count] = row - firstRow;
      if (++count === successors) return count;
    }
  }
  return count;
}
