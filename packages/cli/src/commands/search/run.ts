import { createNodeRuntime } from '@midizero/onnx/node';
import { type Aggregation, type Match, openSearcher, type SearchStats, type SeedKind } from '@midizero/retrieval';
import { openIndexFile } from '@midizero/retrieval/node';
import { encoderForIndex } from '../../encoders/select-encoder.js';
import { UnusableFileError } from '../../failures/errors.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { requireWritable } from '../../files/require-writable.js';
import { type CommandContext, writeJson, writeLines } from '../../terminal/context.js';
import { formatTimeRange, formatTransposition } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';
import { describeEvidence, drawEvidence } from './explain.js';
import { type QuerySelection, readQuery } from './read-query.js';

export interface SearchOptions extends QuerySelection {
  readonly transpositions: number;
  readonly aggregate: Aggregation;
  readonly seeds?: SeedKind;
  readonly minConfidence: number;
  readonly limit: number;
  readonly encoder?: string;
  /** An SVG file to draw the evidence into, or true to print it. */
  readonly explain?: string | true;
  readonly json?: boolean;
}

/** What `midizero search --json` prints. */
interface SearchReport {
  readonly query: { readonly file: string; readonly notes: number };
  /** Best first. */
  readonly matches: readonly ReportedMatch[];
  readonly stats: SearchStats;
}

/** A match; the columns of its notes are there with --explain alone, their numbers always. */
type ReportedMatch = Omit<Match, 'alignedNotes'> & { readonly alignedNotes: NoteCounts | Match['alignedNotes'] };

interface NoteCounts {
  readonly length: number;
  readonly missing: { readonly length: number };
  readonly extra: { readonly length: number };
}

/** `midizero search`. */
export async function runSearch(
  indexPath: string,
  queryPath: string,
  {
    transpositions,
    aggregate,
    seeds,
    minConfidence,
    limit,
    encoder: encoderName,
    explain,
    json,
    ...selection
  }: SearchOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (typeof explain === 'string') await requireWritable(explain);
  const notes = await readQuery(queryPath, selection, context);
  const index = await inFile(indexPath, () => openIndexFile(indexPath));
  const runtime = await createNodeRuntime();
  const encoder = await encoderForIndex(index.encoderId, encoderName, runtime);
  const searcher = await inFile(indexPath, () => openSearcher(index, { encoder, runtime }));
  const { matches, stats } = await searcher.search(notes, {
    transpositions,
    aggregate,
    seeds,
    minConfidence,
    limit,
    signal: context.signal,
  });
  await searcher.close();
  if (stats.queryFrames === 0) {
    throw new UnusableFileError(queryPath, 'percussion and notes off the keyboard alone; nothing to search for');
  }
  const [first] = matches;
  if (typeof explain === 'string' && first !== undefined) await drawEvidence(explain, queryPath, first);
  const query = { file: queryPath, notes: notes.length };
  if (json) {
    writeJson(context, { query, matches: explain ? matches : matches.map(withCounts), stats } satisfies SearchReport);
  } else {
    writeLines(context, ...describe(matches, minConfidence));
    if (explain === true && first !== undefined) writeLines(context, '', ...describeEvidence(first));
  }
  return matches.length === 0 ? exitCodes.noResult : exitCodes.done;
}

function withCounts({ alignedNotes: { length, missing, extra }, ...match }: Match): ReportedMatch {
  return {
    ...match,
    alignedNotes: { length, missing: { length: missing.length }, extra: { length: extra.length } },
  };
}

function describe(matches: readonly Match[], minConfidence: number): string[] {
  if (matches.length === 0) {
    return [minConfidence === 0 ? 'Nothing in the index is like it.' : 'Nothing in the index is surely like it.'];
  }
  return formatTable(
    [
      { title: 'piece', maximumWidth: 60 },
      { title: 'place' },
      { title: 'confidence', align: 'right' },
      { title: 'score', align: 'right' },
      { title: 'transposition', align: 'right' },
      { title: 'also at' },
    ],
    matches.map((match) => [
      match.title ?? match.pieceId,
      formatPlace(match),
      match.confidence.toFixed(2),
      match.score.toFixed(3),
      formatTransposition(match.transposition),
      alsoAt(match),
    ]),
  );
}

/** `0:12.0–0:19.5`, and the bars where the piece is a score. */
function formatPlace({ startSeconds, endSeconds, bars }: Match): string {
  const time = formatTimeRange(startSeconds, endSeconds);
  if (bars === undefined) return time;
  return bars.first === bars.last ? `${time}, bar ${bars.first}` : `${time}, bars ${bars.first}–${bars.last}`;
}

/** Further places of the same piece, a few of them. */
function alsoAt({ pieceId, alternatives }: Match): string {
  const places = alternatives.filter((place) => place.pieceId === pieceId);
  const shown = places.slice(0, 2).map((place) => formatTimeRange(place.startSeconds, place.endSeconds));
  return [...shown, ...(places.length > shown.length ? [`and ${places.length - shown.length} more`] : [])].join(', ');
}
