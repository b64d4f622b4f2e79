import type { IndexSettings } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import type { EncoderModule } from './contract.js';
import type { ReadFile } from './encode-file.js';

/** What a thread of indexing does. */
export interface IndexingWorker {
  encodeFile(file: ReadFile): EncodedPiece[];
}

/** What it is started with. */
export interface IndexingWorkerData {
  readonly settings: IndexSettings;
  readonly encoderModule: EncoderModule;
}
