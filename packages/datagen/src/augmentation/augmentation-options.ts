import { InvalidArgumentError } from '@midizero/core';
import {
  checkKnownOptions,
  checkNumber,
  checkPitchRange,
  checkWhole,
  PIANO_RANGE,
  type PitchRange,
} from '../validation/checks.js';

/**
 * How a window is changed into its positive, frame by frame. Probabilities are 0 to 1. The similarity target starts at 1 and
 * loses something for every change, but never falls below 0.
 */
export interface AugmentationOptions {
  /** For each frame: add 1 to `addNotesMax` random notes. @default 0.1 */
  readonly addNotesProbability?: number;
  /** @default 3 */
  readonly addNotesMax?: number;
  /** For each frame of more than one note: remove 1 to `removeNotesMax` of them; one always stays. @default 0.1 */
  readonly removeNotesProbability?: number;
  /** @default 2 */
  readonly removeNotesMax?: number;
  /** For each frame: move one note by 1 to `shiftSemitonesMax` semitones up or down. @default 0 */
  readonly shiftNoteProbability?: number;
  /** @default 2 */
  readonly shiftSemitonesMax?: number;
  /** For the window: insert 1 to `insertFramesMax` random frames of 1 to 3 notes. @default 0.5 */
  readonly insertFramesProbability?: number;
  /** @default 2 */
  readonly insertFramesMax?: number;
  /** For the window: delete 1 to `deleteFramesMax` frames. @default 0.5 */
  readonly deleteFramesProbability?: number;
  /** @default 2 */
  readonly deleteFramesMax?: number;
  /** For the window: play one frame twice. @default 0 */
  readonly duplicateFrameProbability?: number;
  /** For the window: transpose all of it by up to `transposeSemitonesMax`, kept on the keyboard. @default 0 */
  readonly transposeProbability?: number;
  /** @default 3 */
  readonly transposeSemitonesMax?: number;
  /** What the similarity target loses for a note added or removed, or a semitone shifted. @default 0.03 */
  readonly similarityLossPerNote?: number;
  /** What the similarity target loses for a frame inserted, deleted or duplicated. @default 0.1 */
  readonly similarityLossPerFrame?: number;
  /** Pitches of added notes. @default [21, 108] */
  readonly pitchRange?: PitchRange;
}

/** Kinds of player: `reference` has the probabilities of the MIDI-Zero paper. */
export type AugmentationPreset = 'reference' | 'beginner-piano' | 'guitar';

const REFERENCE: Required<AugmentationOptions> = {
  addNotesProbability: 0.1,
  addNotesMax: 3,
  removeNotesProbability: 0.1,
  removeNotesMax: 2,
  shiftNoteProbability: 0,
  shiftSemitonesMax: 2,
  insertFramesProbability: 0.5,
  insertFramesMax: 2,
  deleteFramesProbability: 0.5,
  deleteFramesMax: 2,
  duplicateFrameProbability: 0,
  transposeProbability: 0,
  transposeSemitonesMax: 3,
  similarityLossPerNote: 0.03,
  similarityLossPerFrame: 0.1,
  pitchRange: PIANO_RANGE,
};

/** The probabilities of each preset, complete. */
export const AUGMENTATION_PRESETS: Readonly<Record<AugmentationPreset, Required<AugmentationOptions>>> = {
  reference: REFERENCE,
  // Neighbouring keys are hit, notes of chords are missed, and a stumble repeats a frame.
  'beginner-piano': {
    ...REFERENCE,
    addNotesMax: 1,
    removeNotesProbability: 0.15,
    shiftNoteProbability: 0.1,
    insertFramesMax: 1,
    duplicateFrameProbability: 0.3,
  },
  // Capos and tunings move everything; chords are voiced with fewer notes.
  guitar: { ...REFERENCE, removeNotesProbability: 0.2, transposeProbability: 0.5 },
};

/** Preset or options, completed and checked. @throws InvalidArgumentError */
export function resolveAugmentation(
  augmentation: AugmentationPreset | AugmentationOptions = 'reference',
): Required<AugmentationOptions> {
  if (typeof augmentation === 'string') {
    const preset = AUGMENTATION_PRESETS[augmentation];
    if (preset) return preset;
    throw new InvalidArgumentError(
      'augmentation',
      `expected ${Object.keys(AUGMENTATION_PRESETS).join(', ')} or options, got ${augmentation}`,
    );
  }
  checkKnownOptions('augmentation', augmentation, Object.keys(REFERENCE));
  const complete = { ...REFERENCE, ...augmentation };
  for (const [name, value] of Object.entries(complete)) {
    if (typeof value !== 'number') checkPitchRange(`augmentation.${name}`, value);
    else if (name.endsWith('Max')) checkWhole(`augmentation.${name}`, value, 1);
    else checkNumber(`augmentation.${name}`, value, 0, 1);
  }
  return complete;
}
