export type { Caller, CallOptions, ConnectOptions, ErrorClasses } from './worker/connect-calls.js';
export { connectCalls } from './worker/connect-calls.js';
export { WorkerStoppedError } from './worker/errors.js';
export type { EventEmitterEndpoint, EventTargetEndpoint, MessageEndpoint } from './worker/message-endpoint.js';
export type { CallHandlers, RemoteMethods } from './worker/protocol.js';
export { serveCalls, Transferred } from './worker/serve-calls.js';
