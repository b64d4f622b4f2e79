import { type RunOptions, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import { IndexAssembler, withFingerprints } from '../../piece-index/assemble.js';
import type { PieceIndex } from '../../piece-index/contract.js';
import { openCurrent } from './database-files.js';
import type { LmdbModule } from './lmdb.js';
import { copyColumns } from './records.js';
import { reportDamage, StoreView } from './store-database.js';

/** Pieces between two looks at the signal. */
const PIECES_PER_STEP = 64;

/**
 * The last commit of a store, in memory: columns go straight from the database's pages into the index's. Fingerprints are
 * made anew, because a table that serves searching is one of many pieces, and these come and go one by one.
 * @throws IndexFormatError
 */
export async function readSnapshot(folder: string, lmdb: LmdbModule, options: RunOptions = {}): Promise<PieceIndex> {
  const { signal, onProgress } = options;
  throwIfAborted(signal);
  const { database } = await openCurrent(folder, lmdb);
  try {
    return await reportDamage(folder, async () => {
      const view = new StoreView(database);
      try {
        const { settings, pieces: total, ...rows } = view.state;
        const heads = view.readHeads();
        const assembler = new IndexAssembler(settings, rows);
        let completed = 0;
        for (const [number, { head }] of heads) {
          copyColumns(number, head, view.columns(number), assembler.add([head.piece]));
          if (++completed % PIECES_PER_STEP !== 0 && completed !== total) continue;
          onProgress?.({ stage: 'read index', completed, total, unit: 'pieces' });
          await yieldToEventLoop();
          throwIfAborted(signal);
        }
        return withFingerprints(assembler.finish());
      } finally {
        view.close();
      }
    });
  } finally {
    await database.close();
  }
}
