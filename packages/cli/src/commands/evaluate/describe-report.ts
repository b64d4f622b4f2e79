import type { EvaluationReport, Measures } from '@midizero/retrieval/evaluation';
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

function share(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
