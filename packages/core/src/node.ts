export { writeFileSafely } from './node/write-file-safely.js';
