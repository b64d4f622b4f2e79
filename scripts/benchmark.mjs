// Measures midizero and its baselines on real music and writes docs/benchmark.md. `npm run build` goes before.
//
//   node scripts/benchmark.mjs [--root ../shared/bench] [--resume] [--queries N] [--only NAME] [--render]
//
// --root holds the manifests and files; --resume takes results that an earlier run left in runs/benchmark; --queries asks
// every system at most so many queries of a task; --only takes the tasks whose name contains it, and prints the document
// instead of writing it. --render makes the document of the results there are, and measures nothing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEncoder } from '../packages/encoder/dist/node.js';
import { createNodeRuntime } from '../packages/onnx/dist/node.js';
import { createRawEncoder } from '../packages/pitch-matrix/dist/index.js';
import { evaluateSearcher, withWorks } from '../packages/retrieval/dist/evaluation.js';
import { buildIndex, openSearcher, saveIndex } from '../packages/retrieval/dist/index.js';
import { queryReader, readDatabase, readPieceLists, readQueries } from '../packages/retrieval/dist/node.js';
import { databases, indexings, lists, SEED, systems, tasks } from './benchmark/plan.mjs';
import { renderBenchmark } from './benchmark/render.mjs';
import { fail, root } from './workspace.mjs';

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    resume: { type: 'boolean', default: false },
    queries: { type: 'string' },
    only: { type: 'string' },
    render: { type: 'boolean', default: false },
  },
});
const results = join(root, 'runs', 'benchmark');
mkdirSync(results, { recursive: true });
const bench = resolve(values.root ?? join(root, '..', 'shared', 'bench'));
if (!existsSync(bench)) fail(`${bench}: no such folder; give the benchmark's folder with --root`);

const chosenTasks = tasks.filter(({ name }) => name.includes(values.only ?? ''));
const files = await readPieceLists(lists.map((list) => join(bench, list)));
// Threads that wait without spinning: the machine may be busy with other work.
const runtime = await createNodeRuntime({ spinning: false });
const encoders = {
  trained: await loadEncoder(join(root, 'models', 'pitch-resnet'), { runtime }),
  raw: createRawEncoder(),
};

const resultFile = (name) => join(results, `${name.replaceAll(/[^a-z0-9-]+/gi, '-')}.json`);

/** A result of this or an earlier run, or undefined. */
function keptResult(name) {
  const file = resultFile(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function keepResult(name, value) {
  writeFileSync(resultFile(name), JSON.stringify(value));
}

/** Queries that a system is asked of a task, at most. */
const queriesOf = (task, system) =>
  Math.min(
    system.queries,
    task.queries ?? Number.POSITIVE_INFINITY,
    Number(values.queries ?? Number.POSITIVE_INFINITY),
  );
const resultName = (task, system) => `${task.name}--${system.name}--${queriesOf(task, system)}`;

/** Runs that one index serves. */
function runsOn(database, indexing) {
  return chosenTasks
    .filter((task) => task.database === database)
    .flatMap((task) =>
      systems
        .filter((system) => system.indexing === indexing && (system.databases?.includes(database) ?? true))
        .map((system) => ({ task, system })),
    );
}

const indexName = (database, indexing) => `index--${database}--${indexing}`;

async function makeIndex(database, indexing) {
  const { options, encoder: encoderName = 'trained' } = indexings[indexing];
  const folders = databases[database].folders.map((folder) => join(bench, folder));
  const started = performance.now();
  const index = await buildIndex(withWorks(readDatabase(folders, bench), files), {
    ...options,
    encoder: encoders[encoderName],
  });
  const seconds = (performance.now() - started) / 1000;
  const windowsByView = { all: 0, skyline: 0, parts: 0 };
  for (const { view, windowCount } of index.readings) {
    windowsByView[view === 'all' || view === 'skyline' ? view : 'parts'] += windowCount;
  }
  keepResult(indexName(database, indexing), {
    pieces: index.pieces.length,
    windows: index.windowCount,
    windowsByView,
    fingerprintBytes: index.fingerprints
      ? index.fingerprints.shapeStarts.byteLength + index.fingerprints.postings.byteLength
      : 0,
    bytes: saveIndex(index).length,
    seconds,
  });
  return openSearcher(index, { encoder: encoders[encoderName], runtime });
}

for (const database of values.render ? [] : Object.keys(databases)) {
  for (const indexing of Object.keys(indexings)) {
    const open = runsOn(database, indexing).filter(
      ({ task, system }) => !values.resume || keptResult(resultName(task, system)) === undefined,
    );
    if (open.length === 0) continue;
    console.error(`${database}, ${indexings[indexing].title}: indexing …`);
    const searcher = await makeIndex(database, indexing);
    for (const { task, system } of open) {
      const started = performance.now();
      const report = await evaluateSearcher(searcher, {
        queries: await readQueries(join(bench, task.truth)),
        files,
        readNotes: queryReader(bench),
        search: { ...system.search, transpositions: task.transpositions },
        openSet: task.openSet ?? false,
        limit: queriesOf(task, system),
        seed: SEED,
      });
      keepResult(resultName(task, system), report);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.error(`${task.name}, ${system.name}: recall@1 ${report.recallAt1.toFixed(3)}, ${seconds} s`);
    }
    await searcher.close();
  }
}

// Results are read back, so that a run that was resumed and one that was not give the same document.
const sections = chosenTasks
  .map((task) => ({
    task,
    results: systems.flatMap((system) => {
      const report = keptResult(resultName(task, system));
      return report === undefined ? [] : [{ system, report }];
    }),
  }))
  .filter((section) => section.results.length > 0);
const indexes = Object.keys(databases).flatMap((database) =>
  Object.keys(indexings).flatMap((indexing) => {
    const facts = keptResult(indexName(database, indexing));
    return facts === undefined ? [] : [{ database, indexing, facts }];
  }),
);
const text = renderBenchmark(sections, indexes);
if (values.only === undefined) {
  writeFileSync(join(root, 'docs', 'benchmark.md'), text);
} else {
  console.log(text);
}
