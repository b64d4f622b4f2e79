import { createNodeRuntime } from '@midizero/onnx/node';
import { type Aggregation, type Match, openSearcher, type SearchStats } from '@midizero/retrieval';
import { openIndexFile } from '@midizero/retrieval/node';
import { encoderForIndex } from '../../encoders/select-encoder.js';
import { UnusableFileError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatTimeRange, formatTransposition } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';
import { type QuerySelection, readQuery } from './read-query.js';

export interface SearchOptions extends QuerySelection {
  readonly transpositions: number;
  readonly aggregate: Aggregation;
  readonly limit: number;
  readonly encoder?: string;
  readonly json?: boolean;
}

/** What `midizero search --json` prints. */
interface SearchReport {
  readonly query: { readonly file: string; readonly notes: number };
  /** Best first. */
  readonly matches: readonly Match[];
  readonly stats: SearchStats;
}

/** `midizero search`. */
export async function runSearch(
  indexPath: string,
  queryPath: string,
  { transpositions, aggregate, limit, encoder: encoderName, json, ...selection }: SearchOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const notes = await readQuery(queryPath, selection);
  const index = await inFile(indexPath, () => openIndexFile(indexPath));
  const runtime = await createNodeRuntime();
  const encoder = await encoderForIndex(index.encoderId, encoderName, runtime);
  const searcher = await inFile(indexPath, () => openSearcher(index, { encoder, runtime }));
  const { matches, stats } = await searcher.search(notes, { transpositions, aggregate, limit, signal: context.signal });
  await searcher.close();
  if (stats.queryFrames === 0) {
    throw new UnusableFileError(queryPath, 'percussion and notes off the keyboard alone; nothing to search for');
  }
  const report: SearchReport = { query: { file: queryPath, notes: notes.length }, matches, stats };
  if (json) writeJson(context, report);
  else writeLines(context, ...describe(report));
  return matches.length === 0 ? exitCodes.noResult : exitCodes.done;
}

function describe({ matches }: SearchReport): string[] {
  if (matches.length === 0) return ['Nothing in the index is like it.'];
  return formatTable(
    [
      { title: 'piece', maximumWidth: 60 },
      { title: 'place' },
      { title: 'score', align: 'right' },
      { title: 'transposition', align: 'right' },
      { title: 'also at' },
    ],
    matches.map((match) => [
      match.title ?? match.pieceId,
      formatTimeRange(match.startSeconds, match.endSeconds),
      match.score.toFixed(3),
      formatTransposition(match.transposition),
      alsoAt(match),
    ]),
  );
}

/** Further places of the same piece, a few of them. */
function alsoAt({ pieceId, alternatives }: Match): string {
  const places = alternatives.filter((place) => place.pieceId === pieceId);
  const shown = places.slice(0, 2).map((place) => formatTimeRange(place.startSeconds, place.endSeconds));
  return [...shown, ...(places.length > shown.length ? [`and ${places.length - shown.length} more`] : [])].join(', ');
}
