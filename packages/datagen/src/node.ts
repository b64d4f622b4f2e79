export type { SavedTrainingData } from './node/arrow-files.js';
export {
  loadFrameDistribution,
  loadTrainingBatches,
  loadTrainingData,
  saveFrameDistribution,
  saveTrainingData,
} from './node/arrow-files.js';
export type { NodeGenerateOptions } from './node/generate-training-data.js';
export { generateTrainingBatches, generateTrainingData } from './node/generate-training-data.js';
export type { WorkerPairsOptions } from './node/pairs-in-worker.js';
export { generatePairsInWorker } from './node/pairs-in-worker.js';
export type { ReadMidiFramesOptions } from './node/read-midi-frames.js';
export { readMidiFrames } from './node/read-midi-frames.js';
export type { ReadMidiNotesOptions } from './node/read-midi-notes.js';
export { readMidiNotes } from './node/read-midi-notes.js';
