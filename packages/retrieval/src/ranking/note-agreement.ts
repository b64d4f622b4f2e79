import type { Frames } from '@midizero/pitch-matrix';
import type { IndexedReading, PieceIndex } from '../piece-index/contract.js';
import { createCourse } from './course.js';
import { NoteAnchors } from './note-anchors.js';
import type { FramePairs } from './place.js';
import { likelyTempoRatio } from './tempo-ratio.js';

/** Cost of a note that only the query or only the piece has, in units of a shared note. */
const LONE_NOTE_COST = 0.25;
/** Standard deviation of the distance between two onsets, of jitter and of the grouping into frames … */
const JITTER_SECONDS = 0.08;
/** … and of the tempo from one shared note to the next, relative. */
const TEMPO_DEVIATION = 0.25;
/** Squared deviations beyond which two shared notes do not follow each other, and what each of them costs. */
const MOST_SQUARED_DEVIATIONS = 9;
const SQUARED_DEVIATION_COST = 0.25;
/** Seconds of the query within which the next shared note must follow. */
const LONGEST_STEP_SECONDS = 2;
/** Query seconds to either side of a chain's course in which notes are looked for. */
const BAND_SECONDS = 1.5;

/**
 * How well the notes of one query agree with those of pieces along chains, in time: shared notes, in order in both and at
 * a tempo that may wander, less what lone notes and uneven steps cost. Unlike an alignment of frames it survives
 * that onsets which are together on one side lie apart on the other, and notes that agree by chance keep no time.
 */
export class NoteAgreement {
  readonly #index: PieceIndex;
  readonly #query: Frames;
  readonly #anchors = new NoteAnchors();
  #headStarts = new Float64Array(256);
  #bestHeadStarts = new Float64Array(256);

  constructor(index: PieceIndex, query: Frames) {
    this.#index = index;
    this.#query = query;
  }

  /**
   * @param transposition semitones by which the query lies above the piece
   * @param chain where to look
   * @returns agreement for a note of the query: 1 for an exact passage, around 0 or below for an unrelated one
   */
  along({ firstFrame, frameCount }: IndexedReading, transposition: number, chain: FramePairs): number {
    const query = this.#query;
    const { frames } = this.#index;
    const querySeconds = chain.queryFrames.map((frame) => query.startSeconds[frame]!);
    const pieceSeconds = chain.pieceFrames.map((frame) => frames.startSeconds[firstFrame + frame]!);
    const ratio = likelyTempoRatio(querySeconds, pieceSeconds);
    const course = createCourse(querySeconds, pieceSeconds, ratio);
    const reading = { first: firstFrame, end: firstFrame + frameCount };
    this.#anchors.collect(query, frames, reading, transposition, course, BAND_SECONDS * Math.max(1, ratio));
    const noteCount = query.offsets[query.length]!;
    return this.#bestScore(ratio, noteCount) / noteCount;
  }

  /** Dynamic programming over notes that might be shared, as chains are made of anchors. */
  #bestScore(ratio: number, noteCount: number): number {
    const { length, queryNotes, pieceNotes, querySeconds, pieceSeconds } = this.#anchors;
    if (length > this.#headStarts.length) {
      this.#headStarts = new Float64Array(2 * length);
      this.#bestHeadStarts = new Float64Array(2 * length);
    }
    // A score with the lone notes up to the anchor given back: all later anchors take the same from it again.
    const headStarts = this.#headStarts;
    const bestHeadStarts = this.#bestHeadStarts;
    const jitter = JITTER_SECONDS ** 2;
    const wander = (TEMPO_DEVIATION * ratio) ** 2;
    // Counted from the first one, rows are small enough for sums of costs to be exact.
    const firstPieceNote = pieceNotes[0]!;
    let best = -LONE_NOTE_COST * noteCount;
    // Anchors before `ofEarlierNotes` are of earlier notes than this one, those before `outOfReach` of notes too long ago.
    let ofEarlierNotes = 0;
    let outOfReach = 0;
    for (let i = 0; i < length; i++) {
      const queryNote = queryNotes[i]!;
      const pieceNote = pieceNotes[i]!;
      const query = querySeconds[i]!;
      const piece = pieceSeconds[i]!;
      while (queryNotes[ofEarlierNotes]! < queryNote) ofEarlierNotes++;
      while (querySeconds[outOfReach]! < query - LONGEST_STEP_SECONDS) outOfReach++;
      const notesBefore = LONE_NOTE_COST * (queryNote + pieceNote - firstPieceNote - 2);
      // Best score of what comes before, with the lone notes up to this anchor given back as in `headStarts`.
      let before = notesBefore - LONE_NOTE_COST * queryNote;
      for (let j = ofEarlierNotes - 1; j >= outOfReach; j--) {
        const headStart = headStarts[j]!;
        if (headStart <= before) {
          if (bestHeadStarts[j]! <= before) break;
          continue;
        }
        if (pieceNotes[j]! >= pieceNote) continue;
        const step = query - querySeconds[j]!;
        const deviation = piece - pieceSeconds[j]! - ratio * step;
        const squared = deviation * deviation;
        const variance = jitter + wander * step * step;
        if (squared > MOST_SQUARED_DEVIATIONS * variance) continue;
        before = Math.max(before, headStart - (SQUARED_DEVIATION_COST * squared) / variance);
      }
      const score = before - notesBefore + 1;
      headStarts[i] = score + notesBefore + 2 * LONE_NOTE_COST;
      bestHeadStarts[i] = i === 0 ? headStarts[i]! : Math.max(bestHeadStarts[i - 1]!, headStarts[i]!);
      best = Math.max(best, score - LONE_NOTE_COST * (noteCount - 1 - queryNote));
    }
    return best;
  }
}
