// What a query costs, stage by stage, on the built packages: seeded excerpts of the files in some folders are searched in
// an index that `midizero index` wrote; medians and 90th percentiles in milliseconds.
//
//     node packages/retrieval/bench/query-speed.mjs INDEX FOLDER... [--seconds 5] [--queries 100] [--transpositions 0]
//         [--seed 1] [--seeds embedding|fingerprints|both] [--approximate]
import { parseArgs } from 'node:util';
import { openSearcher } from '@midizero/retrieval';
import { drawExcerpts, quantile } from './draw-excerpts.mjs';
import { openPublished } from './open-published.mjs';

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
const { index, runtime, encoder } = await openPublished(indexFile);
const windowSearcher = values.approximate ? await openApproximate() : undefined;
const searcher = await openSearcher(index, { encoder, runtime, ...(windowSearcher && { windowSearcher }) });
const queries = await drawExcerpts(folders, {
  count: Number(values.queries),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
});
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
      rounded(
        quantile(
          measured.map((each) => each[name] ?? each[`${name}Milliseconds`]),
          share,
        ),
      ),
    ]),
  );
console.log(
  JSON.stringify({
    windows: index.windowCount,
    queries: measured.length,
    queryWindows: quantile(
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

function rounded(milliseconds) {
  return Number(milliseconds.toFixed(1));
}
