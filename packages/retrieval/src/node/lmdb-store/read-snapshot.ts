import { type RunOptions, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import { mostUsedPostings } from '../../fingerprints/used-postings.js';
import { IndexAssembler } from '../../piece-index/assemble.js';
import type { FingerprintTable, PieceIndex } from '../../piece-index/contract.js';
import { damaged } from '../../piece-index/file/layout.js';
import { BatchJoiner } from './batches.js';
import { openCurrent } from './database-files.js';
import type { LmdbModule } from './lmdb.js';
import { copyColumns, decodeTable, type StoreHeads } from './records.js';
import { reportDamage, StoreView } from './store-database.js';

/** Pieces between two looks at the signal. */
const PIECES_PER_STEP = 64;

/**
 * The last commit of a store, in memory: columns go straight from the database's pages into the index's, and the
 * fingerprints of batches become one table.
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
        for (const [number, { head }] of heads.pieces) {
          copyColumns(number, head, view.record('columns', number), assembler.add([head.piece]));
          if (++completed % PIECES_PER_STEP !== 0 && completed !== total) continue;
          onProgress?.({ stage: 'read index', completed, total, unit: 'pieces' });
          await yieldToEventLoop();
          throwIfAborted(signal);
        }
        const index = assembler.finish();
        return settings.hasFingerprints
          ? { ...index, fingerprints: readFingerprints(view, heads, rows.frames) }
          : index;
      } finally {
        view.close();
      }
    });
  } finally {
    await database.close();
  }
}

/** @param frameCount of all pieces @throws IndexFormatError */
function readFingerprints(view: StoreView, { pieces, batches }: StoreHeads, frameCount: number): FingerprintTable {
  const joiner = new BatchJoiner(pieces);
  for (const [number, { head }] of batches) {
    joiner.add({ number, frames: head.frames, table: decodeTable(number, head, view.record('table', number)) });
  }
  if (joiner.frameCount !== frameCount) throw damaged('fingerprintPostings');
  return joiner.finish(mostUsedPostings(frameCount));
}
