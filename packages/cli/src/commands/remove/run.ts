import { openFileStore, readIndexInfo } from '@midizero/retrieval/node';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatCount } from '../../terminal/format.js';
import { selectPieces } from './select-pieces.js';

export interface RemoveOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What `midizero remove --json` prints. */
interface RemoveReport {
  readonly file: string;
  /** Names of the pieces that are gone, or would be. */
  readonly removed: readonly string[];
  /** Pieces that are left, or would be. */
  readonly pieces: number;
  readonly dryRun: boolean;
}

/** `midizero remove`. */
export async function runRemove(
  path: string,
  patterns: readonly string[],
  { dryRun = false, json }: RemoveOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { removed, pieces } = await inFile(path, () => (dryRun ? lookUp(path, patterns) : remove(path, patterns)));
  const report: RemoveReport = { file: path, removed, pieces, dryRun };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(report));
  return exitCodes.done;
}

type Removal = Pick<RemoveReport, 'removed' | 'pieces'>;

async function lookUp(path: string, patterns: readonly string[]): Promise<Removal> {
  const ids = (await readIndexInfo(path)).pieceList.map(({ id }) => id);
  const removed = selectPieces(ids, patterns);
  return { removed, pieces: ids.length - removed.length };
}

async function remove(path: string, patterns: readonly string[]): Promise<Removal> {
  const store = await openFileStore(path);
  try {
    const writer = await store.openWriter();
    const removed = selectPieces([...writer.pieces.keys()], patterns);
    for (const id of removed) await writer.remove(id);
    await writer.commit();
    return { removed, pieces: writer.pieces.size };
  } finally {
    await store.close();
  }
}

function describe({ file, removed, pieces, dryRun }: RemoveReport): string[] {
  const would = dryRun ? 'would be ' : '';
  return [
    ...removed.map((id) => `${would}removed ${id}`),
    `${file}: ${formatCount(removed.length)} of ${formatCount(pieces + removed.length)} pieces ${would}removed`,
  ];
}
