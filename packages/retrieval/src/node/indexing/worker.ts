import { parentPort, workerData } from 'node:worker_threads';
import { serveCalls, Transferred } from '@midizero/core/worker';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { requireEncoder } from '../../piece-index/settings.js';
import { encodeFile } from './encode-file.js';
import type { IndexingWorker, IndexingWorkerData } from './worker-protocol.js';

// Imported anywhere else than in a thread of its own it does nothing.
if (parentPort !== null) serve(parentPort, workerData as IndexingWorkerData);

function serve(port: NonNullable<typeof parentPort>, { settings, encoderModule }: IndexingWorkerData): void {
  let encoder: Promise<WindowEncoder> | undefined;
  // One file after the other: encoders may run one batch at a time.
  let last: Promise<unknown> = Promise.resolve();

  async function loadEncoder(): Promise<WindowEncoder> {
    const { module, name, args } = encoderModule;
    const imported = (await import(module)) as Record<string, (...args: readonly unknown[]) => WindowEncoder>;
    const loaded = await imported[name]!(...args);
    requireEncoder(settings, loaded);
    return loaded;
  }

  serveCalls<IndexingWorker>(
    {
      async encodeFile(file, { signal }) {
        encoder ??= loadEncoder();
        const turn = last;
        const work = (async () => {
          const loaded = await encoder!;
          await turn;
          return encodeFile(file, settings, loaded, { signal });
        })();
        last = work.catch(() => undefined);
        const pieces = await work;
        return new Transferred(pieces, buffersOf(pieces));
      },
    },
    port,
  );
}

function buffersOf(pieces: readonly EncodedPiece[]): ArrayBuffer[] {
  const columns = pieces.flatMap(({ readings }) =>
    readings.flatMap(({ startSeconds, noteCounts, pitches, windowFirstFrames, vectors }) => [
      startSeconds,
      noteCounts,
      pitches,
      windowFirstFrames,
      vectors,
    ]),
  );
  return [...new Set(columns.map(({ buffer }) => buffer as ArrayBuffer))];
}
