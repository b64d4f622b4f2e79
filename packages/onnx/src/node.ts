export type { NodeRuntimeOptions } from './node/node-runtime.js';
export { createNodeRuntime } from './node/node-runtime.js';
