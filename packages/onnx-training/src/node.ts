export { readTrainingArtifacts, writeTrainingArtifacts } from './node/artifact-folder.js';
export { loadCheckpoint, saveCheckpoint } from './node/checkpoint-file.js';
export type { MetricsRecord, TrainingFolderOptions } from './node/training-folder.js';
export { hasCheckpoint, TrainingFolder } from './node/training-folder.js';
