export type { ErrorDetails } from './errors.js';
export { DataFormatError, InvalidArgumentError, isMidizeroError, MidizeroError } from './errors.js';
export { portableExp, portableLog } from './portable-math.js';
export type { Progress, RunOptions } from './progress.js';
export { throwIfAborted, yieldToEventLoop } from './progress.js';
export type { Random, Seed } from './random.js';
export { createRandom, restoreRandom } from './random.js';
