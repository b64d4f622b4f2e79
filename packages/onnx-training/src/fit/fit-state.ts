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
  /** Weights and running statistics at the best validation, by name, where they are kept. */
  readonly bestParameters: Readonly<Record<string, Float32Array>> | undefined;
}

export const FRESH_STATE: FitState = {
  elapsedSeconds: 0,
  recentLosses: [],
  best: undefined,
  validationsSinceBest: 0,
  bestParameters: undefined,
};

const METADATA_KEY = 'fit';
/** Before the name of a tensor that holds a parameter as it was at the best validation. */
const BEST_PREFIX = 'best-validation/';

/** A checkpoint that holds the state too. */
export function withFitState(checkpoint: TrainingCheckpoint, state: FitState): TrainingCheckpoint {
  const { bestParameters = {}, ...numbers } = state;
  const best = Object.entries(bestParameters).map(([name, values]) => [BEST_PREFIX + name, values] as const);
  return {
    ...checkpoint,
    tensors: { ...checkpoint.tensors, ...Object.fromEntries(best) },
    metadata: { ...checkpoint.metadata, [METADATA_KEY]: JSON.stringify(numbers) },
  };
}

/** @throws DataFormatError if the checkpoint was not written by `fit` */
export function fitStateOf(checkpoint: TrainingCheckpoint): FitState {
  const text = checkpoint.metadata?.[METADATA_KEY];
  const damaged = (cause?: unknown): DataFormatError =>
    new DataFormatError('checkpoint: it has no state of fit() to go on from', { step: checkpoint.step }, { cause });
  let state: FitState;
  try {
    state = { ...FRESH_STATE, ...(JSON.parse(text ?? 'null') as FitState), bestParameters: bestOf(checkpoint) };
  } catch (cause) {
    throw damaged(cause);
  }
  const valid = text !== undefined && Number.isFinite(state.elapsedSeconds) && Array.isArray(state.recentLosses);
  if (!valid) throw damaged();
  return state;
}

function bestOf({ tensors }: TrainingCheckpoint): FitState['bestParameters'] {
  const best = Object.entries(tensors).filter(([name]) => name.startsWith(BEST_PREFIX));
  if (best.length === 0) return undefined;
  return Object.fromEntries(best.map(([name, values]) => [name.slice(BEST_PREFIX.length), values] as const));
}
