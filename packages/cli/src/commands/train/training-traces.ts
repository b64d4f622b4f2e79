import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '@midizero/encoder/node';
import type { TrainingCheckpoint } from '@midizero/onnx-training';
import { hasCheckpoint, TrainingFolder } from '@midizero/onnx-training/node';
import { UnusableFileError } from '../../failures/errors.js';

/** Folder of checkpoints, metrics and curve within the model folder. */
const TRAINING_FOLDER = 'training';
/** Name of the file in it that holds the finished training's weights, to begin another one from. */
export const WEIGHTS_FILE = 'weights.safetensors';

/**
 * Opens the folder of a training's traces in a model folder.
 * @param resume go on with an interrupted training, from its beginning where it came to no checkpoint
 * @throws UnusableFileError if there is an interrupted training that is not to be resumed, or none to resume
 */
export async function openTraining(
  output: string,
  resume: boolean,
): Promise<{ folder: TrainingFolder; checkpoint: TrainingCheckpoint | undefined }> {
  const path = join(output, TRAINING_FOLDER);
  const interrupted = await hasCheckpoint(path);
  if (interrupted && !resume) {
    throw new UnusableFileError(path, 'holds an interrupted training; go on with --resume, or delete the folder');
  }
  if (!interrupted && resume && (await exists(join(output, MANIFEST_FILE)))) {
    throw new UnusableFileError(output, 'holds a finished model; there is nothing to resume');
  }
  return TrainingFolder.open(path, { validationName: 'recall' });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
