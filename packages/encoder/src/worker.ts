export { serveEncoder } from './web/worker/serve-encoder.js';
