export type { OrtWebModule, WebRuntimeOptions } from './web/web-runtime.js';
export { createWebRuntime } from './web/web-runtime.js';
