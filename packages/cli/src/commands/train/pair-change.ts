import { InvalidArgumentError } from '@midizero/core';
import type { DamagePreset, FrameDistribution, PairChange } from '@midizero/datagen';
import type { NoteTable } from '@midizero/midi';

/** What pairs are made of, with the music that it takes. */
export type TrainingSource =
  | { readonly mode: 'P' }
  | { readonly mode: 'C' }
  | { readonly mode: 'singing' }
  | { readonly mode: 'texture' }
  | { readonly mode: 'S'; readonly distribution: FrameDistribution }
  | { readonly mode: 'R'; readonly pieces: readonly NoteTable[] };

export type TrainingMode = TrainingSource['mode'];

/** How positives differ: damage in time, or none, which edits frames as the MIDI-Zero paper does. */
export type TrainingDamage = DamagePreset | 'none';

export const trainingDamages: readonly TrainingDamage[] = ['realistic', 'low', 'medium', 'high', 'none'];

/** Mean of the normal distribution that P draws a frame's note count from, cut at 1: gives 1 to 5 notes, as piano music has. */
const PIANO_NOTE_COUNT_MEAN = 0;

/** What pairs are made of and how their sides differ. Real music that is damaged keeps its own rhythm. */
export function pairChange(source: TrainingSource, damage: TrainingDamage = 'realistic'): PairChange {
  if (source.mode === 'texture') {
    if (damage === 'none')
      throw new InvalidArgumentError('--damage', 'texture is made in time and needs damage in time');
    return { source: { mode: source.mode }, damage };
  }
  const frames = source.mode === 'P' ? { ...source, nMean: PIANO_NOTE_COUNT_MEAN } : source;
  if (damage === 'none') return { source: frames, augmentation: 'reference' };
  return source.mode === 'R'
    ? { source: { mode: 'notes', pieces: source.pieces }, damage }
    : { source: frames, damage };
}
