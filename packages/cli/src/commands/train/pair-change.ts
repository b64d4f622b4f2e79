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

export const damagePresets: readonly DamagePreset[] = ['realistic', 'low', 'medium', 'high'];

/**
 * What pairs are made of and how their sides differ: texture needs damage in time, the modes' frames may do without. Real
 * music that is damaged keeps its own rhythm.
 */
export function pairChange(source: TrainingSource, damage: DamagePreset | undefined): PairChange {
  if (source.mode === 'texture') return { source: { mode: source.mode }, damage: damage ?? 'realistic' };
  if (damage === undefined) return { source, augmentation: 'reference' };
  return source.mode === 'R' ? { source: { mode: 'notes', pieces: source.pieces }, damage } : { source, damage };
}
