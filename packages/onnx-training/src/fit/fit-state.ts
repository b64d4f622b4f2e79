import { DataFormatError } from '@midizero/core';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';

/** What {@link fit} must know to go on as if it had never stopped, besides weights, optimizer state and step. */
export interface FitState {
  /** Time spent, which a budget in minutes counts. */
  readonly elapsedSeconds: number;
  /** Losses of the last steps, oldest first. */
  readonly recentLosses: readonly number[];
  /** The best validation so far. */
  readonly best: { readonly step: number; readonly value: number } | undefined;
  /** Validations since the best one. */
  readonly validationsSinceBest: number;
}

export const FRESH_STATE: FitState = {
  elapsedSeconds: 0,
  recentLosses: [],
  best: undefined,
  validationsSinceBest: 0,
};

const METADATA_KEY = 'fit';

/** The state as metadata of a checkpoint. */
export function fitMetadata(state: FitState): Record<string, string> {
  return { [METADATA_KEY]: JSON.stringify(state) };
}

/** @throws DataFormatError if the checkpoint was not written by `fit` */
export function fitStateOf(checkpoint: TrainingCheckpoint): FitState {
  const text = checkpoint.metadata?.[METADATA_KEY];
  const damaged = (cause?: unknown): DataFormatError =>
    new DataFormatError('checkpoint: it has no state of fit() to go on from', { step: checkpoint.step }, { cause });
  let state: FitState;
  try {
    state = { ...FRESH_STATE, ...(JSON.parse(text ?? 'null') as FitState) };
  } catch (cause) {
    throw damaged(cause);
  }
  const valid = text !== undefined && Number.isFinite(state.elapsedSeconds) && Array.isArray(state.recentLosses);
  if (!valid) throw damaged();
  return state;
}
