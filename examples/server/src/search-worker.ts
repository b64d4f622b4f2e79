// The thread that searches: a run of onnxruntime-node blocks its event loop, which must not be the server's.
import { parentPort } from 'node:worker_threads';
import { serveCalls } from '@midizero/core/worker';
import { loadEncoder } from '@midizero/encoder/node';
import { libraryPieces } from '@midizero/library';
import { parseMidi } from '@midizero/midi';
import { createNodeRuntime } from '@midizero/onnx/node';
import { modelFolder } from '@midizero/pitch-resnet';
import { buildIndex, openSearcher, type PieceSearcher } from '@midizero/retrieval';
import type { SearchMethods } from './protocol.js';

/** Of the built-in pieces; a server of your own would read the file that `midizero index` wrote with `openIndexFile`. */
async function openLibrary(): Promise<PieceSearcher> {
  const runtime = await createNodeRuntime({ spinning: false });
  const encoder = await loadEncoder(modelFolder, { runtime });
  return openSearcher(await buildIndex(libraryPieces(), { encoder }), { encoder, runtime });
}

let library: Promise<PieceSearcher> | undefined;
const openedLibrary = (): Promise<PieceSearcher> => {
  library ??= openLibrary();
  return library;
};

serveCalls<SearchMethods>(
  {
    async start() {
      const { index } = await openedLibrary();
      return { pieces: index.pieces.length, windows: index.windowCount };
    },
    async search(midi, transpositions, limit, { signal }) {
      const searcher = await openedLibrary();
      const { matches } = await searcher.search(parseMidi(midi), { transpositions, limit, signal });
      return matches.map(({ pieceId, title, startSeconds, endSeconds, transposition, score }) => {
        return { pieceId, title, startSeconds, endSeconds, transposition, score };
      });
    },
  },
  parentPort!,
);
