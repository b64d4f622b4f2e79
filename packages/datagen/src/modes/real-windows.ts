import { InvalidArgumentError, type Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { Frames } from '@midizero/pitch-matrix';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { AliasTable } from '../sampling/alias-table.js';
import { checkWhole } from '../validation/checks.js';
import { groupTimedFrames, type TimedFrames } from './timed-frames.js';
import type { WindowSampler } from './window-sampler.js';

/** Mode R: windows of real pieces. */
export interface RealWindowsOptions {
  readonly mode: 'R';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /**
   * Notes of each piece, grouped into frames as a performance, or its frames from `groupFrames`; only notes have durations.
   * Pieces shorter than a window are left out.
   */
  readonly pieces: readonly (Frames | NoteTable)[];
  /** Frames from one window's start to the next one's. @default 5 */
  readonly step?: number;
  /** `length`: every window is as likely as the others; `piece`: every piece is. @default 'length' */
  readonly weighting?: 'length' | 'piece';
}

/**
 * @param withDurations whether notes are to have the durations they have in the pieces
 * @throws InvalidArgumentError for options that cannot work, if no piece is as long as a window, or if a piece has no durations
 * where they are asked for
 */
export function createRealWindows(options: RealWindowsOptions, withDurations: boolean): WindowSampler {
  const { windowFrames = 10, pieces, step = 5, weighting = 'length' } = options;
  checkWhole('windowFrames', windowFrames, 1);
  checkWhole('step', step, 1);
  if (weighting !== 'length' && weighting !== 'piece') {
    throw new InvalidArgumentError('weighting', `expected 'length' or 'piece', got ${String(weighting)}`);
  }
  if (withDurations && pieces.some(isFrames)) {
    throw new InvalidArgumentError(
      'pieces',
      'frames have no durations; with pitchOnly: false, mode R needs the notes of each piece (readMidiNotes reads them)',
    );
  }
  const usable = pieces.map(framesOf).filter(({ length }) => length >= windowFrames);
  if (usable.length === 0) {
    const found = pieces.length === 0 ? 'there are no pieces' : `all ${pieces.length} pieces are shorter`;
    throw new InvalidArgumentError('pieces', `mode R needs a piece of ${windowFrames} frames or more; ${found}`);
  }
  const windowCounts = usable.map(({ length }) => Math.floor((length - windowFrames) / step) + 1);
  const anyPiece = new AliasTable(weighting === 'length' ? windowCounts : windowCounts.map(() => 1));
  return {
    draw(random: Random, buffer: SampleBuffer): void {
      const row = anyPiece.draw(random);
      const { offsets, pitches, durationSeconds } = usable[row]!;
      const first = random.integer(windowCounts[row]!) * step;
      buffer.reserve(windowFrames, offsets[first + windowFrames]! - offsets[first]!);
      for (let frame = first; frame < first + windowFrames; frame++) {
        if (durationSeconds) buffer.addTimedPitches(pitches, durationSeconds, offsets[frame]!, offsets[frame + 1]!);
        else buffer.addPitches(pitches, offsets[frame]!, offsets[frame + 1]!);
        buffer.endFrame();
      }
    },
  };
}

function isFrames(piece: Frames | NoteTable): piece is Frames {
  return 'offsets' in piece;
}

function framesOf(piece: Frames | NoteTable): Frames & Partial<TimedFrames> {
  return isFrames(piece) ? piece : groupTimedFrames(piece);
}
