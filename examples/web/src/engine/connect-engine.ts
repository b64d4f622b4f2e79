import { type Caller, connectCalls } from '@midizero/core/worker';
import type { EngineMethods } from './protocol.js';

/** The engine in its worker, as the page has it. */
export type EngineClient = Caller<EngineMethods>;

export function connectEngine(): EngineClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  return connectCalls<EngineMethods>(worker, { name: 'the search engine' });
}
