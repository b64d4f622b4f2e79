import { createNodeRuntime } from '@midizero/onnx/node';
import { type DuplicateGroup, type DuplicatePair, findDuplicates } from '@midizero/retrieval';
import { openIndexFile } from '@midizero/retrieval/node';
import { encoderForIndex } from '../../encoders/select-encoder.js';
import { UsageError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatTimeRange, formatTransposition } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';
import { formatTable } from '../../terminal/table.js';

export interface DuplicatesCommandOptions {
  readonly share: number;
  readonly transpositions: number;
  readonly samples: number;
  readonly encoder?: string;
  readonly json?: boolean;
}

/** What `midizero duplicates --json` prints. */
interface DuplicatesReport {
  readonly file: string;
  readonly pieces: number;
  readonly groups: readonly DuplicateGroup[];
}

/** `midizero duplicates`. */
export async function runDuplicates(
  path: string,
  { share, transpositions, samples, encoder: encoderName, json }: DuplicatesCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (share === 0) throw new UsageError('--share', 'must be more than 0: any two pieces share no notes at least');
  const index = await inFile(path, () => openIndexFile(path));
  const runtime = await createNodeRuntime();
  const encoder = await encoderForIndex(index.encoderId, encoderName, runtime);
  const groups = await withProgress(context.stderr, (onProgress) =>
    inFile(path, () =>
      findDuplicates(index, {
        encoder,
        runtime,
        minimumShare: share,
        transpositions,
        samplesPerPiece: samples,
        signal: context.signal,
        onProgress,
      }),
    ),
  );
  const report: DuplicatesReport = { file: path, pieces: index.pieces.length, groups };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(groups));
  return groups.length === 0 ? exitCodes.noResult : exitCodes.done;
}

function describe(groups: readonly DuplicateGroup[]): string[] {
  if (groups.length === 0) return ['No two pieces share so much.'];
  return groups.flatMap((group, i) => [...(i === 0 ? [] : ['']), ...describeGroup(group, i + 1)]);
}

function describeGroup({ pieces, pairs }: DuplicateGroup, number: number): string[] {
  const names = new Map(pieces.map(({ pieceId, title }) => [pieceId, title ?? pieceId]));
  return [
    `Group ${number}: ${pieces.length} pieces`,
    ...formatTable(
      [
        { title: 'longer', maximumWidth: 40 },
        { title: 'shorter', maximumWidth: 40 },
        { title: 'shared', align: 'right' },
        { title: 'transposition', align: 'right' },
        { title: 'tempo', align: 'right' },
        { title: 'longest passage' },
      ],
      pairs.map((pair) => [
        names.get(pair.firstId)!,
        names.get(pair.secondId)!,
        `${Math.round(100 * pair.sharedOfFirst)} % / ${Math.round(100 * pair.sharedOfSecond)} %`,
        formatTransposition(pair.transposition),
        `× ${pair.tempoRatio.toFixed(2)}`,
        longestPassage(pair),
      ]),
    ),
  ];
}

function longestPassage({ passages }: DuplicatePair): string {
  const longest = passages.reduce((best, passage) =>
    passage.first.endSeconds - passage.first.startSeconds > best.first.endSeconds - best.first.startSeconds
      ? passage
      : best,
  );
  const [first, second] = [longest.first, longest.second].map((part) =>
    formatTimeRange(part.startSeconds, part.endSeconds),
  );
  const more = passages.length === 1 ? '' : `, and ${passages.length - 1} more`;
  return `${first} = ${second}${more}`;
}
