import type { RunOptions } from '@midizero/core';
import { serveCalls } from '@midizero/core/worker';
import { createEncoder } from '@midizero/encoder';
import { type PitchResNetShape, trainEncoder } from '@midizero/encoder/training';
import { builtInPieces } from '@midizero/example-web/built-in-pieces';
import { LibrarySearch } from '@midizero/example-web/library-search';
import { startWasmRuntime } from '@midizero/example-web/runtime';
import { libraryPieces } from '@midizero/library';
import { readMusic } from '@midizero/midi';
import { buildIndex, openSearcher } from '@midizero/retrieval';
import { watchedPairs } from './pairs.js';
import type { Mode, Report, TrainerMethods, Trial } from './protocol.js';
import { tryModel } from './try-model.js';

const BATCH_SIZE = 128;
/** A quarter of the published network's channels: what a browser trains in a minute. */
const ARCHITECTURE: PitchResNetShape = {
  family: 'pitch-resnet',
  windowFrames: 10,
  stem: { kernel: 4, stride: 2 },
  stages: [{ channels: 48, blocks: 1 }],
  kernel: 3,
  dimensions: 128,
};

/** The network trained last, and the pieces as it sees them. */
interface Trained {
  readonly encoder: Awaited<ReturnType<typeof createEncoder>>;
  readonly search: LibrarySearch;
}

let trained: Trained | undefined;

serveCalls<TrainerMethods>({
  train,
  readFile: async (bytes, name) => (await readMusic(bytes, { name })).notes,
  search: (notes, transpositions, options) => requireTrained().search(notes, transpositions, options),
  hear: (notes, transpositions, startsAnew) => requireTrained().hear(notes, transpositions, startsAnew),
  pieceNotes: (pieceId) => requireTrained().pieceNotes(pieceId),
  passage: (seed, pieceId) => requireTrained().passage(seed, pieceId),
});

function report(message: Report): void {
  postMessage(message);
}

function requireTrained(): LibrarySearch {
  if (trained === undefined) throw new Error('no network has been trained yet');
  return trained.search;
}

async function train(mode: Mode, steps: number, { signal }: Required<RunOptions>): Promise<readonly Trial[]> {
  report({ type: 'stage', words: 'Fetching ONNX Runtime …' });
  const runtime = await startWasmRuntime({ signal });
  report({ type: 'stage', words: 'Building the network and its gradients …' });
  const { model, manifest } = await trainEncoder({
    runtime,
    pairs: watchedPairs(mode, BATCH_SIZE, (pairs) => report({ type: 'pairs', pairs })),
    architecture: ARCHITECTURE,
    batchSize: BATCH_SIZE,
    budget: { steps },
    seed: 1,
    signal,
    onStep: ({ step, loss, pairsPerSecond, fraction }) => {
      report({ type: 'step', step, loss, pairsPerSecond, fraction });
    },
  });
  report({ type: 'stage', words: 'Searching for a passage of every built-in piece …' });
  const encoder = await createEncoder({ runtime, model, manifest });
  const index = await buildIndex(libraryPieces(), { encoder, signal });
  const search = new LibrarySearch(builtInPieces(index), await openSearcher(index, { encoder, runtime }));
  const trials = await tryModel(search, signal);
  const before = trained;
  trained = { encoder, search };
  await before?.search.close();
  await before?.encoder.release();
  return trials;
}
