import { openFileStore, readIndexInfo } from '@midizero/retrieval/node';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatBytes, formatCount } from '../../terminal/format.js';
import { withProgress } from '../../terminal/progress-bar.js';

export interface CompactOptions {
  readonly json?: boolean;
}

/** What `midizero compact --json` prints. */
interface CompactReport {
  readonly file: string;
  readonly pieces: number;
  readonly bytesBefore: number;
  readonly bytes: number;
}

/** `midizero compact`. */
export async function runCompact(path: string, { json }: CompactOptions, context: CommandContext): Promise<ExitCode> {
  const report = await inFile(path, () => compact(path, context));
  if (json) writeJson(context, report);
  else writeLines(context, describe(report));
  return exitCodes.done;
}

async function compact(path: string, { stderr, signal }: CommandContext): Promise<CompactReport> {
  const { bytes: bytesBefore } = await readIndexInfo(path);
  const store = await openFileStore(path);
  try {
    const writer = await store.openWriter();
    await withProgress(stderr, (onProgress) => writer.compact({ signal, onProgress }));
  } finally {
    await store.close();
  }
  const { pieces, bytes } = await readIndexInfo(path);
  return { file: path, pieces, bytesBefore, bytes };
}

function describe({ file, pieces, bytesBefore, bytes }: CompactReport): string {
  return `${file}: ${formatCount(pieces)} pieces, ${formatBytes(bytesBefore)} → ${formatBytes(bytes)}`;
}
