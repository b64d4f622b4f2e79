// Measures midizero and its baselines on real music and writes docs/benchmark.md.
//
//   node scripts/benchmark.mjs [--root ../shared/bench] [--large] [--resume] [--limit N]
//
// --root holds the manifests and files; --large asks the large library too (hours, mostly for the raw matrices);
// --resume takes results that an earlier run left in runs/benchmark; --limit draws that many queries of each task and
// prints instead of writing the document.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { capture, fail, root } from './workspace.mjs';

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    limit: { type: 'string' },
    large: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
  },
});
const results = join(root, 'runs', 'benchmark');
mkdirSync(results, { recursive: true });
const bench = resolve(values.root ?? join(root, '..', 'shared', 'bench'));
if (!existsSync(bench)) fail(`${bench}: no such folder; give the benchmark's folder with --root`);

const scores = { databases: ['asap/scores'], pieces: ['asap/scores.csv'] };
const large = {
  databases: ['asap/scores', 'pop909/main', 'mtc-ann/midi', 'chorales/midi', 'nottingham/midi'],
  pieces: [
    'asap/scores.csv',
    'pop909/main.csv',
    'mtc-ann/melodies.csv',
    'chorales/chorales.csv',
    'nottingham/tunes.csv',
  ],
};

/** What is asked, of which library, in how many keys. */
const tasks = [
  { name: 'excerpts', truth: 'asap/matching.csv', library: scores, transpositions: 0 },
  { name: 'noisy excerpts', truth: 'asap/matching-noisy.csv', library: scores, transpositions: 6 },
];
if (values.large) {
  tasks.push(
    { name: 'excerpts, large library', truth: 'asap/matching.csv', library: large, transpositions: 0 },
    { name: 'noisy excerpts, large library', truth: 'asap/matching-noisy.csv', library: large, transpositions: 6 },
  );
}

/** Our answer, the reference's way of ranking, and the same two with no network at all. */
const systems = [
  { name: 'midizero', options: ['--aggregate', 'chain'] },
  { name: 'midizero, vote', options: ['--aggregate', 'vote'] },
  { name: 'raw matrices, chain', options: ['--encoder', 'raw', '--aggregate', 'chain'] },
  { name: 'raw matrices, vote', options: ['--encoder', 'raw', '--aggregate', 'vote'] },
];

function evaluate(task, system) {
  const args = [
    'evaluate',
    ...task.library.databases.flatMap((folder) => ['--database', join(bench, folder)]),
    ...task.library.pieces.flatMap((list) => ['--pieces', join(bench, list)]),
    ...['--truth', join(bench, task.truth), '--root', bench, '--transpositions', String(task.transpositions)],
    ...system.options,
    ...(values.limit === undefined ? [] : ['--limit', values.limit, '--seed', '1']),
    '--json',
  ];
  const run = [task.name, system.name, values.limit ?? 'all'].join('--');
  const file = join(results, `${run.replaceAll(/[^a-z0-9-]+/g, '-')}.json`);
  if (values.resume && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  console.error(`${task.name}: ${system.name} …`);
  const result = capture(process.execPath, [join(root, 'packages', 'cli', 'bin', 'midizero.js'), ...args]);
  if (result.code !== 0) fail(result.stderr);
  writeFileSync(file, result.stdout);
  return JSON.parse(result.stdout);
}

const share = (value) => (value === null || value === undefined ? '' : value.toFixed(3));

function row(name, measures) {
  const cells = [
    name,
    measures.queries,
    share(measures.recallAt1),
    share(measures.recallAt10),
    share(measures.mrr),
    share(measures.located2s),
    share(measures.located2sUpToRepeats),
    measures.queryMillisecondsP50?.toFixed(0) ?? '',
    measures.queryMillisecondsP95?.toFixed(0) ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

const lines = [
  '# Benchmark',
  '',
  'Made by `node scripts/benchmark.mjs`. Real music: excerpts of human piano performances, asked against scores they were',
  'not made from; noisy ones carry simulated transcription errors (the low, medium and high levels of the recipe) and a',
  'third are transposed. The network never saw real music; nothing was tuned on these queries.',
  '',
  `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}. Query times include every stage.`,
];
for (const task of tasks) {
  lines.push('', `## ${task.name[0].toUpperCase()}${task.name.slice(1)}`, '');
  const rows = systems.map((system) => ({ system, measures: evaluate(task, system) }));
  const { windows, indexSeconds } = rows[0].measures;
  lines.push(
    `\`${task.truth}\` against ${task.library.databases.map((folder) => `\`${folder}\``).join(', ')}: ` +
      `${windows.toLocaleString('en')} windows, indexed in ${indexSeconds.toFixed(1)} s` +
      `${task.transpositions > 0 ? `; keys searched: ±${task.transpositions}` : ''}.`,
    '',
    '| system | queries | R@1 | R@10 | MRR | located 2 s | … up to repeats | p50 ms | p95 ms |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const { system, measures } of rows) {
    lines.push(row(`**${system.name}**`, measures));
    for (const [property, byValue] of Object.entries(measures.groups)) {
      for (const [value, group] of Object.entries(byValue))
        lines.push(row(`${system.name}, ${property} ${value}`, group));
    }
  }
}
const text = `${lines.join('\n')}\n`;
if (values.limit === undefined) {
  writeFileSync(join(root, 'docs', 'benchmark.md'), text);
} else {
  console.log(text);
}
