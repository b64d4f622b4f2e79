import { Worker } from 'node:worker_threads';
import { type Caller, connectCalls } from '@midizero/core/worker';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import type { IndexSettings } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { noteFileReader, type PieceReader } from '../read-pieces.js';
import type { EncoderModule } from './contract.js';
import { encodeFile, type ReadFile } from './encode-file.js';
import type { IndexingWorker, IndexingWorkerData } from './worker-protocol.js';

/** Makes pieces of files, some of them at once. */
export interface FileEncoder {
  /** Files that are worth having under way at once. */
  readonly concurrency: number;
  /** @param file its bytes are used up @throws MidizeroError if it is no music */
  encode(file: ReadFile, signal?: AbortSignal): Promise<EncodedPiece[]>;
  close(): Promise<void>;
}

/** One file after the other, in this thread. */
export function createFileEncoder(
  settings: IndexSettings,
  encoder: WindowEncoder,
  reader: PieceReader = noteFileReader,
): FileEncoder {
  let last: Promise<unknown> = Promise.resolve();
  return {
    concurrency: 1,
    encode(file, signal) {
      const work = last.then(() => encodeFile(file, settings, encoder, { signal, reader }));
      last = work.catch(() => undefined);
      return work;
    },
    close: async () => {},
  };
}

/** Files that wait in a thread, beside the one it is at: results are taken in order, and a long file holds up later ones. */
const FILES_PER_WORKER = 8;

/** Many files at once, each in one of several threads. @param workerUrl the built worker */
export function createFileEncoderPool(
  settings: IndexSettings,
  encoderModule: EncoderModule,
  workers: number,
  workerUrl: string = import.meta.resolve('@midizero/retrieval/indexing-worker'),
): FileEncoder {
  const workerData: IndexingWorkerData = { settings, encoderModule };
  const url = new URL(workerUrl);
  const threads = Array.from({ length: workers }, () => {
    const worker = new Worker(url, { workerData });
    const caller: Caller<IndexingWorker> = connectCalls<IndexingWorker>(worker, { name: 'an indexing thread' });
    return { worker, caller, open: 0 };
  });
  const underWay = new Map<Promise<EncodedPiece[]>, AbortController>();
  return {
    concurrency: workers * FILES_PER_WORKER,
    async encode(file) {
      const thread = threads.reduce((best, each) => (each.open < best.open ? each : best));
      // A signal for each file: so many of them listening to one would pass for a leak.
      const controller = new AbortController();
      const transfer = [file.bytes.buffer as ArrayBuffer];
      const call = thread.caller.call('encodeFile', [file], { signal: controller.signal, transfer });
      underWay.set(call, controller);
      thread.open++;
      try {
        return await call;
      } finally {
        thread.open--;
        underWay.delete(call);
      }
    },
    async close() {
      // ONNX Runtime takes the process down with it where its thread ends in the middle of a run.
      for (const controller of underWay.values()) controller.abort();
      await Promise.allSettled(underWay.keys());
      for (const { worker, caller } of threads) {
        caller.stop('indexing is over');
        await worker.terminate();
      }
    },
  };
}
