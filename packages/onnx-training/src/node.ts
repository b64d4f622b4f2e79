export { loadCheckpoint, saveCheckpoint } from './node/checkpoint-file.js';
export { writeFileSafely } from './node/write-file-safely.js';
