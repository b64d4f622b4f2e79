import { serveEncoder } from '../../../packages/encoder/src/worker.js';

serveEncoder();
