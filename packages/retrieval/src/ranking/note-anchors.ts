import type { Frames } from '@midizero/pitch-matrix';
import type { FrameColumns } from '../piece-index/contract.js';
import type { Course } from './course.js';

/** Notes of one pitch in a query and a stretch of a piece: columns by query note, then piece note. */
export class NoteAnchors {
  length = 0;
  /** Rows of the query's notes. */
  queryNotes: Int32Array = new Int32Array(256);
  /** Rows of the piece's notes, in the columns of the index. */
  pieceNotes: Int32Array = new Int32Array(256);
  querySeconds: Float64Array = new Float64Array(256);
  pieceSeconds: Float64Array = new Float64Array(256);
  /** First and, behind it, last row of the stretch's notes of each pitch; the next row of the same pitch for each note. */
  readonly #firstOfPitch = new Int32Array(128);
  readonly #lastOfPitch = new Int32Array(128);
  #nextOfPitch = new Int32Array(256);
  #secondsOfNote = new Float64Array(256);

  /**
   * Collects the anchors within a band around a course, in place of those that were there.
   * @param first first frame of the reading
   * @param end frame behind its last one
   */
  collect(
    query: Frames,
    frames: FrameColumns,
    { first, end }: { readonly first: number; readonly end: number },
    transposition: number,
    course: Course,
    bandSeconds: number,
  ): void {
    this.length = 0;
    const expected = query.startSeconds.subarray(0, query.length).map(course);
    const firstFrame = lowerBound(frames.startSeconds, first, end, expected[0]! - bandSeconds);
    const endFrame = lowerBound(frames.startSeconds, firstFrame, end, expected.at(-1)! + bandSeconds);
    this.#listPitches(frames, firstFrame, endFrame);
    const firstNote = frames.offsets[firstFrame]!;
    for (let frame = 0; frame < query.length; frame++) {
      const seconds = expected[frame]!;
      for (let note = query.offsets[frame]!; note < query.offsets[frame + 1]!; note++) {
        const pitch = query.pitches[note]! - transposition;
        if (pitch < 0 || pitch > 127) continue;
        for (let row = this.#firstOfPitch[pitch]!; row >= 0; row = this.#nextOfPitch[row]!) {
          const distance = this.#secondsOfNote[row]! - seconds;
          if (distance > bandSeconds) break;
          if (distance >= -bandSeconds)
            this.#add(note, firstNote + row, query.startSeconds[frame]!, this.#secondsOfNote[row]!);
        }
      }
    }
  }

  /** Links the notes of each pitch in frames `first .. end - 1`, by time. */
  #listPitches({ startSeconds, offsets, pitches }: FrameColumns, first: number, end: number): void {
    const firstNote = offsets[first]!;
    const count = offsets[end]! - firstNote;
    if (count > this.#nextOfPitch.length) {
      this.#nextOfPitch = new Int32Array(2 * count);
      this.#secondsOfNote = new Float64Array(2 * count);
    }
    this.#firstOfPitch.fill(-1);
    this.#lastOfPitch.fill(-1);
    for (let frame = first; frame < end; frame++) {
      for (let note = offsets[frame]!; note < offsets[frame + 1]!; note++) {
        const row = note - firstNote;
        const pitch = pitches[note]!;
        const last = this.#lastOfPitch[pitch]!;
        if (last < 0) this.#firstOfPitch[pitch] = row;
        else this.#nextOfPitch[last] = row;
        this.#lastOfPitch[pitch] = row;
        this.#nextOfPitch[row] = -1;
        this.#secondsOfNote[row] = startSeconds[frame]!;
      }
    }
  }

  #add(queryNote: number, pieceNote: number, querySeconds: number, pieceSeconds: number): void {
    if (this.length === this.queryNotes.length) this.#grow();
    const row = this.length++;
    this.queryNotes[row] = queryNote;
    this.pieceNotes[row] = pieceNote;
    this.querySeconds[row] = querySeconds;
    this.pieceSeconds[row] = pieceSeconds;
  }

  #grow(): void {
    const grown = <T extends Int32Array | Float64Array>(column: T, target: T): T => {
      target.set(column);
      return target;
    };
    const capacity = 2 * this.length;
    this.queryNotes = grown(this.queryNotes, new Int32Array(capacity));
    this.pieceNotes = grown(this.pieceNotes, new Int32Array(capacity));
    this.querySeconds = grown(this.querySeconds, new Float64Array(capacity));
    this.pieceSeconds = grown(this.pieceSeconds, new Float64Array(capacity));
  }
}

/** First of the ascending values `first .. end - 1` that is not below `value`; `end` if none is. */
function lowerBound(values: ArrayLike<number>, first: number, end: number, value: number): number {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
