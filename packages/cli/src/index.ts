export type { ExitCode } from './failures/exit-code.js';
export type { MainOptions } from './main.js';
export { main } from './main.js';
export { runProcess } from './process.js';
export type { OutputStream } from './terminal/context.js';
