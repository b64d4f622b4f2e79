import { type IndexInfo, type IndexPart, readIndexInfo } from '@midizero/retrieval/node';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';

export interface InfoOptions {
  readonly pieces?: boolean;
  readonly json?: boolean;
}

/** What `midizero info --json` prints. */
interface InfoReport extends IndexInfo {
  readonly file: string;
}

/** `midizero info`. */
export async function runInfo(
  path: string,
  { pieces = false, json }: InfoOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const report: InfoReport = { file: path, ...(await inFile(path, () => readIndexInfo(path))) };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(report), ...(pieces ? describePieces(report) : []));
  return exitCodes.done;
}

function describe(report: InfoReport): string[] {
  const { settings, windows, commits, segments, goneShare } = report;
  const { windowFrames, windowStep, thresholdSeconds } = settings.windowContract;
  const counts = [report.pieces, report.readings, report.frames, windows].map(formatCount);
  return [
    `${report.file}: ${counts[0]} pieces, ${counts[1]} readings, ${counts[2]} frames, ${counts[3]} windows, ` +
      formatBytes(report.bytes),
    `encoder  ${settings.encoderId}: ${settings.dimensions} dimensions as ${settings.precision}`,
    `windows  ${windowFrames} frames, one every ${windowStep}; notes within ${thresholdSeconds} s are a frame`,
    `commits  ${formatCount(commits)}, in ${formatCount(segments)} ${segments === 1 ? 'segment' : 'segments'}`,
    `waste    ${(100 * goneShare).toFixed(1)} % of the windows are of pieces that are gone`,
    '',
    ...formatTable(
      [
        { title: 'view' },
        ...['readings', 'notes', 'windows', 'size'].map((title) => ({ title, align: 'right' as const })),
      ],
      report.views.map(({ view, readings, notes, windows: ofView, bytes }) => [
        view,
        ...[readings, notes, ofView].map(formatCount),
        formatBytes(bytes),
      ]),
    ),
    '',
    ...formatTable(
      [{ title: 'part' }, { title: 'size', align: 'right' }, { title: 'share', align: 'right' }],
      partsOf(report).map(([name, bytes]) => [
        name,
        formatBytes(bytes),
        `${((100 * bytes) / report.bytes).toFixed(1)} %`,
      ]),
    ),
  ];
}

/** What the parts of a file are, in words. */
const partNames: Readonly<Record<IndexPart, string>> = {
  vectors: 'vectors',
  fingerprintShapeStarts: 'fingerprints',
  fingerprintPostings: 'fingerprints',
  frameStartSeconds: 'frames and notes',
  frameNoteCounts: 'frames and notes',
  framePitches: 'frames and notes',
  windowFirstFrames: 'places of windows',
  pieces: 'names of pieces',
  pages: 'settings and commits',
};

function partsOf({ bytesByPart }: IndexInfo): [name: string, bytes: number][] {
  const sums = new Map<string, number>();
  for (const [part, name] of Object.entries(partNames)) {
    const bytes = bytesByPart[part as IndexPart] ?? 0;
    if (bytes > 0) sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return [...sums].sort((a, b) => b[1] - a[1]);
}

function describePieces({ pieceList }: IndexInfo): string[] {
  return [
    '',
    ...formatTable(
      [{ title: 'piece' }, { title: 'title', maximumWidth: 40 }, { title: 'windows', align: 'right' }],
      pieceList.map(({ id, title, windows }) => [id, title ?? '', formatCount(windows)]),
    ),
  ];
}
