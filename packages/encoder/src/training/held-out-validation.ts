import type { PairBatch } from '@midizero/datagen';
import type { OnnxRuntime } from '@midizero/onnx';
import type { ValidationOptions } from '@midizero/onnx-training';
import { createEncoder } from '../encoder.js';
import { createManifest } from '../manifest.js';
import type { NetworkShape } from '../network/families.js';
import { exportInferenceModel } from '../network/inference-model.js';
import { poolRecall } from './pool-recall.js';

/** Recall on pairs that training does not see; see {@link poolRecall}. */
export interface HeldOutValidation extends Pick<ValidationOptions, 'everySteps' | 'patience' | 'onValidation'> {
  /** Held-out pairs, such as `generateTrainingPairs` makes with a seed that training does not use. */
  readonly batches: readonly PairBatch[];
  /** Which weights become the model: those of the best validation, or the last ones. @default 'best' */
  readonly keep?: 'best' | 'last';
}

/** Measures the encoder as it would be exported now. */
export function createHeldOutValidation(
  { batches, keep = 'best', ...when }: HeldOutValidation,
  { runtime, architecture }: { readonly runtime: OnnxRuntime; readonly architecture: NetworkShape },
): ValidationOptions {
  return {
    ...when,
    better: 'higher',
    keepBest: keep === 'best',
    measure: async (session) => {
      const model = exportInferenceModel(architecture, await session.parameters());
      const { dimensions, windowFrames } = architecture;
      const manifest = await createManifest('validation', model, { architecture: {}, dimensions, windowFrames });
      const encoder = await createEncoder({ runtime, model, manifest });
      try {
        return await poolRecall(encoder, batches);
      } finally {
        await encoder.release();
      }
    },
  };
}
