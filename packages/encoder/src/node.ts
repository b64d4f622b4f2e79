export type { LoadEncoderOptions } from './node/model-folder.js';
export { loadEncoder, MANIFEST_FILE, readModel, writeModel } from './node/model-folder.js';
