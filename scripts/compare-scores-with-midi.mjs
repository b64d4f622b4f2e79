// Asks the matching queries of the pieces that the benchmark has both as MusicXML and as MIDI, once against the MIDI scores
// and once against the MusicXML scores: index and search should not care which it was. `npm run build` goes before.
//
//   node scripts/compare-scores-with-midi.mjs [--root ../shared/bench] [--encoder raw] [--queries N]
//
// --encoder raw compares the pitch matrices themselves instead of the built-in model's embeddings; --queries draws so many
// queries, the same for both libraries.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEncoder } from '../packages/encoder/dist/node.js';
import { readMusic } from '../packages/midi/dist/index.js';
import { createNodeRuntime } from '../packages/onnx/dist/node.js';
import { createRawEncoder } from '../packages/pitch-matrix/dist/index.js';
import { evaluate } from '../packages/retrieval/dist/evaluation.js';
import { queryReader, readQueries } from '../packages/retrieval/dist/node.js';
import { fail, root } from './workspace.mjs';

const { values } = parseArgs({
  options: { root: { type: 'string' }, encoder: { type: 'string' }, queries: { type: 'string' } },
});
const bench = resolve(values.root ?? join(root, '..', 'shared', 'bench'));
if (!existsSync(bench)) fail(`${bench}: no such folder; give the benchmark's folder with --root`);

const [, ...rows] = (await readFile(join(bench, 'scores-musicxml', 'musicxml.csv'), 'utf8')).trim().split(/\r?\n/);
const scores = rows.map((row) => row.split(',')).map(([xml, pieceId, midi]) => ({ xml, pieceId, midi }));
const pieceIds = new Set(scores.map(({ pieceId }) => pieceId));
const queries = (await readQueries(join(bench, 'asap', 'matching.csv'))).filter(({ pieceId }) => pieceIds.has(pieceId));

const runtime = await createNodeRuntime({ spinning: false });
const encoder =
  values.encoder === 'raw' ? createRawEncoder() : await loadEncoder(join(root, 'models', 'pitch-resnet'), { runtime });

/** Recall of a library that holds one file of each score. */
async function recall(kind) {
  async function* database() {
    for (const score of scores) {
      const { notes } = await readMusic(await readFile(join(bench, score[kind])), { name: score[kind] });
      yield { id: score[kind], notes };
    }
  }
  return evaluate({
    database: database(),
    files: new Map(scores.map((score) => [score[kind], { pieceId: score.pieceId }])),
    queries,
    readNotes: queryReader(bench),
    encoder,
    runtime,
    ...(values.queries !== undefined && { limit: Number(values.queries) }),
  });
}

for (const kind of ['midi', 'xml']) {
  const { queries: asked, recallAt1, recallAt10, mrr, windows } = await recall(kind);
  const figures = [recallAt1, recallAt10, mrr].map((value) => value.toFixed(4));
  console.log(
    `${kind.padEnd(4)} ${scores.length} pieces, ${windows} windows, ${asked} queries: ` +
      `Recall@1 ${figures[0]}, Recall@10 ${figures[1]}, MRR ${figures[2]}`,
  );
}
