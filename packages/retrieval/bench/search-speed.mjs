// What finding the nearest windows costs, exactly and approximately, on the built packages: windows of seeded excerpts,
// damaged as transcription damages, are searched in an index that `midizero index` wrote. Medians in milliseconds; recall is
// the share of the exact hits that the approximate search finds.
//
//     node packages/retrieval/bench/search-speed.mjs INDEX FOLDER... [--queries 30] [--windows 40] [--noise medium] [--seed 1]
//         [--graph FILE] [--looked-at 64,128]
//
// --looked-at measures approximate search too, by the windows that it looks at for a query window; its graph is built anew
// for each number unless --graph keeps it.
import { parseArgs } from 'node:util';
import { createNoteTable, iterateNotes } from '@midizero/midi';
import { cutWindows, groupFrames } from '@midizero/pitch-matrix';
import { createExactSearcher } from '@midizero/retrieval';
import { addTranscriptionNoise } from '@midizero/retrieval/evaluation';
import { drawExcerpts, quantile } from './draw-excerpts.mjs';
import { openPublished } from './open-published.mjs';

const HITS = 32;
/** Rounds over all queries: the first ones let the engine compile, the last one is measured. */
const ROUNDS = 3;
/** Long enough for 40 windows of most music. */
const EXCERPT_SECONDS = 30;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    queries: { type: 'string', default: '30' },
    windows: { type: 'string', default: '40' },
    noise: { type: 'string', default: 'medium' },
    seed: { type: 'string', default: '1' },
    graph: { type: 'string' },
    'looked-at': { type: 'string' },
  },
});
const [indexFile, ...folders] = positionals;
const { index, runtime, encoder } = await openPublished(indexFile);
const queries = await embedQueries();

const exact = await measure(() => createExactSearcher(index, runtime));
print('exact', exact, {});
for (const lookedAt of values['looked-at']?.split(',') ?? []) {
  const { createApproximateSearcher } = await import('@midizero/retrieval/approximate');
  const options = { expansionSearch: Number(lookedAt), ...(values.graph && { path: values.graph }) };
  const approximate = await measure(() => createApproximateSearcher(index, runtime, options));
  print('approximate', approximate, {
    lookedAt: Number(lookedAt),
    recallAt10: recall(approximate, 10),
    recallAt32: recall(approximate, HITS),
  });
}

/** Searches all queries. */
async function measure(open) {
  const opening = performance.now();
  const searcher = await open();
  const openSeconds = (performance.now() - opening) / 1000;
  const milliseconds = [];
  const hits = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const query of queries) {
      const started = performance.now();
      const found = await searcher.search(query, HITS);
      if (round < ROUNDS - 1) continue;
      milliseconds.push(performance.now() - started);
      hits.push(found);
    }
  }
  await searcher.close();
  return { openSeconds, milliseconds, hits };
}

/** Share of the first `count` exact hits of each window that are among as many approximate ones. */
function recall({ hits }, count) {
  let wanted = 0;
  let found = 0;
  for (const [i, { windows, hitsPerQuery, queryCount }] of hits.entries()) {
    for (let query = 0; query < queryCount; query++) {
      const first = (rows) => rows.slice(query * hitsPerQuery, query * hitsPerQuery + count);
      const those = new Set(first(windows));
      const right = first(exact.hits[i].windows);
      wanted += right.length;
      found += right.filter((window) => those.has(window)).length;
    }
  }
  return Number((found / wanted).toFixed(3));
}

function print(search, { openSeconds, milliseconds }, more) {
  console.log(
    JSON.stringify({
      search,
      windows: index.windowCount,
      queries: queries.length,
      queryWindows: Number(values.windows),
      openSeconds: Number(openSeconds.toFixed(1)),
      medianMilliseconds: Number(quantile(milliseconds, 0.5).toFixed(1)),
      percentile90Milliseconds: Number(quantile(milliseconds, 0.9).toFixed(1)),
      ...more,
    }),
  );
}

/** Embeddings of the first windows of damaged excerpts, cut at every frame. */
async function embedQueries() {
  const count = Number(values.queries);
  const seed = Number(values.seed);
  const wanted = Number(values.windows);
  const embedded = [];
  // Sparse excerpts give too few windows: twice as many are drawn as are needed.
  for (const [i, notes] of (
    await drawExcerpts(folders, { count: 2 * count, seconds: EXCERPT_SECONDS, seed })
  ).entries()) {
    const plain = [...iterateNotes(notes)].map(({ startSeconds, endSeconds, pitch }) => ({
      on: startSeconds,
      off: endSeconds,
      pitch,
    }));
    const damaged = addTranscriptionNoise(plain, { seed: seed + i, level: values.noise });
    const frames = groupFrames(
      createNoteTable(damaged.map(({ on, off, pitch }) => ({ startSeconds: on, endSeconds: off, pitch }))),
    );
    const { length, data } = cutWindows(frames, { step: 1 });
    if (length < wanted || embedded.length === count) continue;
    embedded.push(await encoder.encode(data.subarray(0, (wanted * data.length) / length)));
  }
  return embedded;
}
