import { cpus } from 'node:os';
import { databases, indexings, SEED } from './plan.mjs';

const share = (value) => (value === null || value === undefined ? '' : value.toFixed(3));
const count = (value) => value.toLocaleString('en');
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

function measureRow(name, measures, { ranksFiles }) {
  return [
    name,
    measures.queries,
    share(measures.recallAt1),
    share(measures.recallAt10),
    share(measures.mrr),
    ...(ranksFiles
      ? [share(measures.fileNdcgAt10), share(measures.meanAveragePrecision)]
      : [share(measures.located2s), share(measures.located2sUpToRepeats)]),
    measures.queryMillisecondsP50.toFixed(0),
    measures.queryMillisecondsP95.toFixed(0),
  ];
}

const groupNames = {
  excerptSeconds: (seconds) => `${seconds} s`,
  noiseLevel: (level) => `noise ${level}`,
  kind: (kind) => kind,
  transposed: (isTransposed) => (isTransposed === 'true' ? 'another key' : 'same key'),
};

function taskSection({ task, results }) {
  const places = task.ranksFiles ? ['files nDCG@10', 'files MAP'] : ['located 2 s', '… or a repeat'];
  const rows = results.flatMap(({ system, report }, i) => [
    measureRow(`**${system.name}**`, report, task),
    ...(i > 0 && system.indexing !== 'full'
      ? []
      : Object.entries(report.groups).flatMap(([property, byValue]) =>
          Object.entries(byValue).map(([value, measures]) =>
            measureRow(`${system.name}: ${groupNames[property](value)}`, measures, task),
          ),
        )),
  ]);
  const keys = task.transpositions > 0 ? `; keys searched: ±${task.transpositions}` : '';
  return [
    `## ${task.name[0].toUpperCase()}${task.name.slice(1)}`,
    '',
    `\`${task.truth}\` against ${databases[task.database].title}${keys}.`,
    '',
    ...table(['system', 'queries', 'R@1', 'R@10', 'MRR', ...places, 'p50 ms', 'p95 ms'], rows),
    '',
  ];
}

function openSetSection({ task, results }) {
  const points = results.flatMap(({ system, report: { confidence } }) =>
    confidence.atFalseAnswers.map((point, i) => [
      i === 0 ? `**${system.name}**` : '',
      confidence.answerable,
      confidence.unanswerable,
      `≤ ${(100 * point.allowedFalseAnswers).toFixed(0)} %`,
      point.minConfidence.toFixed(2),
      share(point.rightAnswers),
      share(point.wrongAnswers),
      share(point.falseAnswers),
    ]),
  );
  const [{ system, report }] = results;
  return [
    `## ${task.name[0].toUpperCase()}${task.name.slice(1)}`,
    '',
    `\`${task.truth}\` against ${databases[task.database].title}, half of the pieces taken out (seed ${SEED}). *Right* and`,
    '*wrong*: shares of the queries whose piece is in the library that are answered with it, or with another. *False*: share',
    'of the other queries that are answered at all.',
    '',
    ...table(['system', 'answerable', 'not', 'false answers', 'confidence', 'right', 'wrong', 'false'], points),
    '',
    `${system.name}, answers of a stated confidence and more, and how often a stated confidence is right (off by`,
    `${share(report.confidence.expectedCalibrationError)} in the mean, Brier score ${share(report.confidence.brierScore)}):`,
    '',
    ...table(
      ['confidence', 'right', 'wrong', 'false'],
      report.confidence.tradeOff.map((point) => [
        `≥ ${point.minConfidence}`,
        share(point.rightAnswers),
        share(point.wrongAnswers),
        share(point.falseAnswers),
      ]),
    ),
    '',
    ...table(
      ['stated', 'right', 'answers'],
      report.confidence.reliability.map((bin) => [share(bin.meanConfidence), share(bin.rightShare), bin.answers]),
    ),
    '',
  ];
}

function indexSection(indexes) {
  return [
    '## Indexes',
    '',
    ...table(
      [
        'library',
        'indexed',
        'files',
        'windows',
        'of them: all notes',
        'skyline',
        'parts',
        'fingerprints',
        'size',
        'made in',
      ],
      indexes.map(({ database, indexing, facts }) => [
        databases[database].title,
        indexings[indexing].title,
        count(facts.pieces),
        count(facts.windows),
        count(facts.windowsByView.all),
        count(facts.windowsByView.skyline),
        count(facts.windowsByView.parts),
        facts.fingerprintBytes === 0 ? '' : megabytes(facts.fingerprintBytes),
        megabytes(facts.bytes),
        `${facts.seconds.toFixed(0)} s`,
      ]),
    ),
    '',
  ];
}

/**
 * The document.
 * @param sections `{ task, results: { system, report }[] }[]`, first the system that the details are given of
 * @param indexes `{ database, indexing, facts }[]`
 */
export function renderBenchmark(sections, indexes) {
  return [
    '# Benchmark',
    '',
    'Made by `node scripts/benchmark.mjs` from real music: human piano performances, pop songs, folk tunes, chorales. Noisy',
    'queries carry simulated transcription errors (the low, medium and high levels of the recipe), a third to a half of',
    'them in another key. The network never saw real music, and nothing was tuned on these queries.',
    '',
    `Where a system was asked fewer queries than the manifest has, they were drawn with seed ${SEED}; the tables say how many.`,
    'Raw matrices are slow, so they are asked few, of small libraries alone. *Plain voting* is the way of the reference: the',
    'similarities of every window’s ten nearest windows, summed by piece; the other systems chain what they find and align notes.',
    '',
    `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}. Query times are of all stages. They depend on what else the`,
    'machine does meanwhile, so they compare the systems of one run.',
    '',
    ...sections.filter(({ task }) => !task.openSet).flatMap(taskSection),
    ...sections.filter(({ task }) => task.openSet).flatMap(openSetSection),
    ...indexSection(indexes),
  ].join('\n');
}
