import { InvalidArgumentError, type Random } from '@midizero/core';
import type { SampleBuffer } from '../samples/sample-buffer.js';
import { PitchSet } from '../sampling/pitch-set.js';
import { checkPitchRange, checkWhole, PIANO_RANGE, type PitchRange } from '../validation/checks.js';
import type { WindowSampler } from './window-sampler.js';

/** Mode C: frames of 1 to `noteMax` different pitches, every count and every pitch as likely as the others. */
export interface UniformFramesOptions {
  readonly mode: 'C';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /** Most notes in a frame, no more than `pitchRange` has pitches. @default 12 */
  readonly noteMax?: number;
  /** Lowest and highest pitch as MIDI note numbers, both included. @default [21, 108] */
  readonly pitchRange?: PitchRange;
}

/** @throws InvalidArgumentError for options that cannot work */
export function createUniformFrames(options: UniformFramesOptions): WindowSampler {
  const { windowFrames = 10, noteMax = 12, pitchRange = PIANO_RANGE } = options;
  checkWhole('windowFrames', windowFrames, 1);
  checkWhole('noteMax', noteMax, 1);
  checkPitchRange('pitchRange', pitchRange);
  const [low, high] = pitchRange;
  const width = high - low + 1;
  checkFits(noteMax, pitchRange);
  const pitches = new PitchSet();

  return {
    draw(random: Random, buffer: SampleBuffer): void {
      buffer.reserve(windowFrames, windowFrames * noteMax);
      for (let frame = 0; frame < windowFrames; frame++) {
        const count = 1 + Math.floor(random.uniform() * noteMax);
        // Robert Floyd's sampling: as many draws as notes, however full the range gets.
        for (let top = width - count; top < width; top++) {
          if (!pitches.add(low + Math.floor(random.uniform() * (top + 1)))) pitches.add(low + top);
        }
        pitches.moveTo(buffer);
        buffer.endFrame();
      }
    },
  };
}

/** @throws InvalidArgumentError if so many different notes are more than the range has */
export function checkFits(noteMax: number, [low, high]: PitchRange): void {
  const width = high - low + 1;
  if (noteMax <= width) return;
  throw new InvalidArgumentError(
    'noteMax',
    `${noteMax} different pitches do not fit in pitchRange [${low}, ${high}], which has ${width}; ` +
      'lower noteMax or widen pitchRange',
    { noteMax, width },
  );
}
