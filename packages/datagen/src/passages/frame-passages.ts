import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { WindowSampler } from '../modes/window-sampler.js';
import { SampleBuffer } from '../samples/sample-buffer.js';
import { chooseWeighted, logUniformBetween, uniformBetween } from '../sampling/choose.js';
import { NoteColumns } from './note-columns.js';
import type { PassageSource } from './passage-source.js';

/** Seconds from one frame to the next; each passage has its own, and few other values beside. */
const FRAME_SECONDS = [0.08, 0.7] as const;
const RELATIVE_LENGTHS: readonly (readonly [factor: number, weight: number])[] = [
  [1, 6],
  [2, 2],
  [0.5, 2],
  [1.5, 1],
  [3, 0.5],
];
const EVEN_PROBABILITY = 0.3;
/** How long notes sound, as a share of the time to the next frame. */
const ARTICULATION = [0.5, 1.5] as const;

/**
 * Gives frames of a mode a random rhythm. Notes of a frame are dealt to voices by their order from below.
 * @param samplerOf makes the mode's sampler for windows of so many frames
 */
export function createFramePassages(samplerOf: (windowFrames: number) => WindowSampler): PassageSource {
  const frames = new SampleBuffer();
  const notes = new NoteColumns();
  let sampler: WindowSampler | undefined;
  let samplerFrames = 0;
  return {
    draw(random: Random, onsets: number): NoteTable {
      if (!sampler || samplerFrames !== onsets) {
        sampler = samplerOf(onsets);
        samplerFrames = onsets;
      }
      frames.clear();
      notes.clear();
      sampler.draw(random, frames);
      const frameSeconds = logUniformBetween(random, ...FRAME_SECONDS);
      const isEven = random.chance(EVEN_PROBABILITY);
      let start = 0;
      for (let frame = 0; frame < frames.frameCount; frame++) {
        const seconds = frameSeconds * (isEven ? 1 : chooseWeighted(random, RELATIVE_LENGTHS));
        const end = start + seconds * uniformBetween(random, ...ARTICULATION);
        const first = frames.offsets[frame]!;
        for (let i = first; i < frames.offsets[frame + 1]!; i++) notes.add(start, end, frames.pitches[i]!, i - first);
        start += seconds;
      }
      return notes.toTable();
    },
  };
}
