// What a query costs, stage by stage, on the built packages: seeded excerpts of the files in some folders are searched in
// an index that `midizero index` wrote; medians and 90th percentiles in milliseconds.
//
//     node packages/retrieval/bench/query-speed.mjs INDEX FOLDER... [--seconds 5] [--queries 100] [--transpositions 0]
//         [--seed 1] [--seeds embedding|fingerprints|both] [--approximate]
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '@midizero/core';
import { excerptNotes, parseMidi } from '@midizero/midi';
import { createNodeRuntime } from '@midizero/onnx/node';
import { openSearcher } from '@midizero/retrieval';
import { listMusicFiles, openIndexFile } from '@midizero/retrieval/node';

/** Onsets that an excerpt has at least. */
const FEWEST_NOTES = 10;
/** Rounds over all queries: the first ones let the engine compile, the last one is measured. */
const ROUNDS = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    queries: { type: 'string', default: '100' },
    transpositions: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    approximate: { type: 'boolean', default: false },
  },
});
const [indexFile, ...folders] = positionals;
const index = await openIndexFile(indexFile);
// By its path: retrieval knows no network.
const { loadEncoder } = await import(new URL('../../encoder/dist/node.js', import.meta.url).href);
const runtime = await createNodeRuntime();
const encoder = await loadEncoder(fileURLToPath(new URL('../../../models/pitch-resnet/', import.meta.url)), {
  runtime,
});
const windowSearcher = values.approximate ? await openApproximate() : undefined;
const searcher = await openSearcher(index, { encoder, runtime, ...(windowSearcher && { windowSearcher }) });
const queries = await drawQueries(Number(values.queries), Number(values.seconds), createRandom(Number(values.seed)));
const options = { transpositions: Number(values.transpositions), ...(values.seeds && { seeds: values.seeds }) };

const measured = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const query of queries) {
    const started = performance.now();
    const { stats } = await searcher.search(query, options);
    if (round === ROUNDS - 1) measured.push({ ...stats, milliseconds: performance.now() - started });
  }
}
await searcher.close();
const summary = (share) =>
  Object.fromEntries(
    ['milliseconds', 'fingerprint', 'encode', 'search', 'rank'].map((name) => [
      name,
      percentile(
        measured.map((each) => each[name] ?? each[`${name}Milliseconds`]),
        share,
      ),
    ]),
  );
console.log(
  JSON.stringify({
    windows: index.windowCount,
    queries: measured.length,
    queryWindows: percentile(
      measured.map((each) => each.queryWindows),
      0.5,
    ),
    median: summary(0.5),
    percentile90: summary(0.9),
  }),
);

async function openApproximate() {
  const { createApproximateSearcher } = await import('@midizero/retrieval/approximate');
  return createApproximateSearcher(index, runtime);
}

async function drawQueries(count, seconds, random) {
  const files = [];
  for (const folder of folders) files.push(...(await listMusicFiles(folder)));
  const drawn = [];
  while (drawn.length < count) {
    const notes = parseMidi(await readFile(files[random.integer(files.length)]));
    const start = random.uniform() * Math.max(0, notes.startSeconds.at(-1) - seconds);
    const query = excerptNotes(notes, start, start + seconds);
    if (query.length >= FEWEST_NOTES) drawn.push(query);
  }
  return drawn;
}

function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1));
}
