export type { ProviderChoice, WebProvider } from './web/choose-provider.js';
export { chooseProvider } from './web/choose-provider.js';
export type { OrtWebModule, WasmPaths, WebRuntimeOptions } from './web/web-runtime.js';
export { createWebRuntime, defaultThreads } from './web/web-runtime.js';
