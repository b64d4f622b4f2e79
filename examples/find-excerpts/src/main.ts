// Indexes the pieces of @midizero/library, plays an excerpt of each as a person would, and finds them again.
import { createRandom } from '@midizero/core';
import { loadEncoder } from '@midizero/encoder/node';
import { libraryPieces } from '@midizero/library';
import { createNodeRuntime } from '@midizero/onnx/node';
import { modelFolder } from '@midizero/pitch-resnet';
import { buildIndex, openSearcher } from '@midizero/retrieval';
import { chooseExcerpt } from './excerpts.js';
import { playLikeAHuman } from './play-like-a-human.js';
import { header, type Outcome, row, summarize, summaryLine } from './report.js';

const SEED = 1;
/** Every so-manyth excerpt is played in another key. */
const TRANSPOSE_EVERY = 4;
const RIGHT_PIECES_EXPECTED = 0.95;

const pieces = libraryPieces();
const runtime = await createNodeRuntime();
const encoder = await loadEncoder(modelFolder, { runtime });
const index = await buildIndex(
  pieces.map(({ id, title, notes }) => ({ id, title, notes })),
  { encoder },
);
const searcher = await openSearcher(index, { encoder, runtime });
console.log(`${pieces.length} pieces, ${index.windowCount} windows. An excerpt of each, played by human hands:\n`);

console.log(header());
const random = createRandom(SEED);
const outcomes: Outcome[] = [];
for (const [number, piece] of pieces.entries()) {
  const excerpt = chooseExcerpt(piece, random);
  const transposition = number % TRANSPOSE_EVERY === TRANSPOSE_EVERY - 1 ? random.integer(7) - 3 : 0;
  const query = playLikeAHuman(excerpt.notes, random, transposition);

  const started = performance.now();
  const { matches } = await searcher.search(query, { transpositions: 3, limit: 1 });
  const milliseconds = performance.now() - started;

  const best = matches[0];
  const { startSeconds, endSeconds } = excerpt;
  const outcome: Outcome = {
    truth: { pieceId: piece.id, title: piece.title, startSeconds, endSeconds },
    found: best && { ...best, title: best.title ?? best.pieceId },
    transposition,
    milliseconds,
  };
  outcomes.push(outcome);
  console.log(row(outcome));
}

const summary = summarize(outcomes);
console.log(`\n${summaryLine(summary)}`);
await searcher.close();
await encoder.release();
process.exitCode = summary.rightPieces >= RIGHT_PIECES_EXPECTED * summary.queries ? 0 : 1;
