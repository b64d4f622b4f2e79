// Runs in a thread of its own, so that pairs are made while ONNX Runtime works on the batch before.
import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingPairsOptions } from '@midizero/datagen';
import { servePairs } from './serve-pairs.js';

await servePairs(parentPort!, workerData as TrainingPairsOptions);
