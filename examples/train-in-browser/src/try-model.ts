import { createRandom } from '@midizero/core';
import { playPassage } from '@midizero/example-web/passage';
import { libraryPieces } from '@midizero/library';
import type { OnnxRuntime } from '@midizero/onnx';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { buildIndex, openSearcher } from '@midizero/retrieval';
import type { Trial } from './protocol.js';

/** Indexes the built-in pieces with this encoder, and looks for one passage of each: music that it never learned from. */
export async function tryModel(encoder: WindowEncoder, runtime: OnnxRuntime): Promise<Trial[]> {
  const pieces = libraryPieces();
  const titles = new Map(pieces.map(({ id, title }) => [id, title]));
  const searcher = await openSearcher(await buildIndex(pieces, { encoder }), { encoder, runtime });
  const random = createRandom(7);
  const trials: Trial[] = [];
  for (const [i, { title, notes }] of pieces.entries()) {
    const { matches } = await searcher.search(playPassage(notes, random.fork(i)), { limit: 1 });
    trials.push({ title, found: titles.get(matches[0]?.pieceId ?? '') });
  }
  await searcher.close();
  return trials;
}
