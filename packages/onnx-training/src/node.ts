export { readTrainingArtifacts, writeTrainingArtifacts } from './node/artifact-folder.js';
export { loadCheckpoint, saveCheckpoint } from './node/checkpoint-file.js';
export { writeFileSafely } from './node/write-file-safely.js';
