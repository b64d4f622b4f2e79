export { syncFolder, writeFileSafely } from './node/write-file-safely.js';
