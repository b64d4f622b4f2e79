import type { ConfidenceReport, EvaluationReport, Measures } from '@midizero/retrieval/evaluation';
import { formatCount, formatDuration } from '../../terminal/format.js';
import { type Column, formatTable } from '../../terminal/table.js';

const columns: readonly Column[] = [
  { title: '' },
  { title: 'queries', align: 'right' },
  { title: 'R@1', align: 'right' },
  { title: 'R@10', align: 'right' },
  { title: 'MRR', align: 'right' },
  { title: 'nDCG@10', align: 'right' },
  { title: 'in 2 s', align: 'right' },
  { title: 'or a repeat', align: 'right' },
  { title: 'median error', align: 'right' },
  { title: 'p50', align: 'right' },
  { title: 'p95', align: 'right' },
];

const groupNames: Readonly<Record<string, (value: string) => string>> = {
  excerptSeconds: (seconds) => `${seconds} s`,
  noiseLevel: (level) => `${level} noise`,
  kind: (kind) => kind,
  transposed: (isTransposed) => (isTransposed === 'true' ? 'transposed' : 'not transposed'),
};

/** The report as a table: all queries, then each group. */
export function describeReport(report: EvaluationReport): string[] {
  const groups: Readonly<Record<string, Readonly<Record<string, Measures>>>> = { ...report.groups };
  const groupRows = Object.entries(groups).flatMap(([property, members]) =>
    Object.entries(members).map(([value, measures]) => row(groupNames[property]?.(value) ?? value, measures)),
  );
  return [
    ...formatTable(columns, [row('all', report), ...groupRows]),
    '',
    ...describeFileRanking(report),
    ...describeConfidence(report.confidence),
    '',
    `${formatCount(report.windows)} windows, indexed in ${formatDuration(report.indexSeconds)}`,
  ];
}

function row(name: string, measures: Measures): string[] {
  const { located2s, located2sUpToRepeats, medianErrorSeconds } = measures;
  return [
    name,
    formatCount(measures.queries),
    share(measures.recallAt1),
    share(measures.recallAt10),
    share(measures.mrr),
    share(measures.ndcgAt10),
    share(located2s),
    share(located2sUpToRepeats),
    medianErrorSeconds === undefined ? '–' : `${medianErrorSeconds.toFixed(2)} s`,
    `${measures.queryMillisecondsP50.toFixed(0)} ms`,
    `${measures.queryMillisecondsP95.toFixed(0)} ms`,
  ];
}

function describeFileRanking({ fileNdcgAt10, meanAveragePrecision }: Measures): string[] {
  if (fileNdcgAt10 === undefined) return [];
  return [`files ranked: nDCG@10 ${share(fileNdcgAt10)}, mean average precision ${share(meanAveragePrecision)}`, ''];
}

/** In an open set what false answers cost; else how far the stated confidence is off. */
function describeConfidence(confidence: ConfidenceReport): string[] {
  const { answerable, unanswerable, atFalseAnswers, tradeOff, reliability, expectedCalibrationError } = confidence;
  const error = `confidence is off by ${share(expectedCalibrationError)} in the mean`;
  if (unanswerable === 0) return [error];
  const point = (
    name: string,
    { minConfidence, rightAnswers, wrongAnswers, falseAnswers }: (typeof tradeOff)[number],
  ) => [name, minConfidence.toFixed(2), share(rightAnswers), share(wrongAnswers), share(falseAnswers)];
  return [
    `open set: ${formatCount(answerable)} queries with an answer in the library, ${formatCount(unanswerable)} without`,
    ...formatTable(
      [
        { title: '' },
        { title: 'confidence', align: 'right' },
        { title: 'right', align: 'right' },
        { title: 'wrong', align: 'right' },
        { title: 'false', align: 'right' },
      ],
      [
        ...atFalseAnswers.map((at) => point(`at most ${100 * at.allowedFalseAnswers} % false`, at)),
        ...tradeOff.map((at) => point('all of that confidence', at)),
      ],
    ),
    '',
    `${error}:`,
    ...formatTable(
      [
        { title: 'stated', align: 'right' },
        { title: 'right', align: 'right' },
        { title: 'answers', align: 'right' },
      ],
      reliability.map((bin) => [share(bin.meanConfidence), share(bin.rightShare), formatCount(bin.answers)]),
    ),
  ];
}

function share(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
