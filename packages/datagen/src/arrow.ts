export { decodeFrameDistribution, encodeFrameDistribution } from './arrow/frame-distribution-arrow.js';
export { decodeTrainingData, encodeTrainingData } from './arrow/training-data-arrow.js';
