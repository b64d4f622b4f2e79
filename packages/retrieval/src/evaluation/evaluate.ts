import { type RunOptions, throwIfAborted } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { type BuildIndexOptions, buildIndex } from '../piece-index/build.js';
import type { PieceIndex } from '../piece-index/contract.js';
import type { Piece } from '../piece-index/encode-piece.js';
import type { WindowSearcher } from '../search/contract.js';
import { openSearcher, type PieceSearcher, type SearchOptions } from '../search-pieces.js';
import { type ConfidenceReport, type JudgedAnswer, reportConfidence } from './confidence-report.js';
import { type EvaluationGroups, groupMeasures } from './group-measures.js';
import { judge } from './judge.js';
import type { EvaluationQuery, ListedFile } from './manifest.js';
import { type Measures, measure, type QueryOutcome } from './measures.js';
import { takenOut } from './open-set.js';
import { queryNotes } from './query-notes.js';
import { seededChoice } from './seeded-choice.js';
import { withWorks } from './with-works.js';

/** How queries are searched; what the measures need is set by the evaluation. */
export type EvaluatedSearch = Omit<
  SearchOptions,
  'limit' | 'mergeWorks' | 'excludes' | 'minConfidence' | 'memory' | 'signal'
>;

export interface AskOptions extends RunOptions {
  readonly queries: readonly EvaluationQuery[];
  /** Which piece each file is, from `parsePieceLists`. A file that is not listed is a piece of its own. */
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Notes of a query's file. Called once for each file. */
  readonly readNotes: (file: string) => Promise<NoteTable>;
  /** @default the search's own defaults */
  readonly search?: EvaluatedSearch;
  /** Take half of the pieces out of the library, so that many queries have no right answer. @default false */
  readonly openSet?: boolean;
  /** Only so many queries, drawn with `seed`. @default all of them */
  readonly limit?: number;
  /** Seed of the draw of queries, and of the pieces taken out. @default 0 */
  readonly seed?: number;
}

export interface EvaluateOptions extends AskOptions {
  /** Pieces of the database; ids are paths as the manifest and the lists have them. */
  readonly database: Iterable<Piece> | AsyncIterable<Piece>;
  readonly encoder: WindowEncoder;
  readonly runtime: OnnxRuntime;
  /** Opens what finds nearest windows. @default createExactSearcher */
  readonly openWindowSearcher?: ((index: PieceIndex, runtime: OnnxRuntime) => Promise<WindowSearcher>) | undefined;
  /** How the database is indexed. @default the index's own defaults */
  readonly indexing?: Omit<BuildIndexOptions, 'encoder' | 'totalPieces' | 'signal' | 'onProgress'>;
}

/** What the queries came to. In an open set, the measures are over the queries whose piece is in the library. */
export interface QueriesReport extends Measures {
  readonly groups: EvaluationGroups;
  /** Over all queries. Confidence is that of the first match. */
  readonly confidence: ConfidenceReport;
}

export interface EvaluationReport extends QueriesReport {
  /** Time to read, embed and index the database. */
  readonly indexSeconds: number;
  /** Windows of the database. */
  readonly windows: number;
}

/** Results wanted for an excerpt: all files of ten pieces and more. Whole files are ranked against the whole database. */
const EXCERPT_RESULTS = 100;

/** Indexes a database, asks it every query, and measures the answers. */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationReport> {
  const { database, files, encoder, runtime, indexing, openWindowSearcher, signal, onProgress } = options;
  const started = performance.now();
  const index = await buildIndex(withWorks(database, files), { ...indexing, encoder, signal, onProgress });
  const indexSeconds = (performance.now() - started) / 1000;
  const windowSearcher = await openWindowSearcher?.(index, runtime);
  const searcher = await openSearcher(index, { encoder, runtime, ...(windowSearcher && { windowSearcher }) });
  try {
    return { ...(await evaluateSearcher(searcher, options)), indexSeconds, windows: index.windowCount };
  } finally {
    await searcher.close();
  }
}

/**
 * Asks every query of an index that is open, and measures the answers. Several manifests and ways to search can be
 * measured on one index. Its piece ids are paths as the manifest and the lists have them; its work ids say which files
 * are one piece, for a match's confidence.
 */
export async function evaluateSearcher(searcher: PieceSearcher, options: AskOptions): Promise<QueriesReport> {
  const { files, search, openSet = false, seed = 0, signal, onProgress } = options;
  const queries = seededChoice(options.queries, options.limit ?? options.queries.length, seed);
  const pieceOf = (file: string): string => files.get(file)?.pieceId ?? file;
  const absent = openSet
    ? takenOut(
        searcher.index.pieces.map(({ id }) => pieceOf(id)),
        seed,
      )
    : new Set<string>();
  const read = remembering(options.readNotes);
  const answerable: EvaluationQuery[] = [];
  const outcomes: QueryOutcome[] = [];
  const answers: JudgedAnswer[] = [];
  for (const query of queries) {
    throwIfAborted(signal);
    const notes = queryNotes(query, await read(query.file));
    const started = performance.now();
    const { matches } = await searcher.search(notes, {
      ...search,
      limit: query.excerpt === undefined ? searcher.index.pieces.length : EXCERPT_RESULTS,
      // Files are ranked one by one; which of them are one piece is for the judge to know.
      mergeWorks: false,
      excludes: (id) => absent.has(pieceOf(id)) || isExcluded(query, id, files),
      signal,
    });
    const milliseconds = performance.now() - started;
    const isAnswerable = !absent.has(query.pieceId);
    const outcome = judge(query, matches, { files, index: searcher.index, milliseconds });
    if (isAnswerable) {
      answerable.push(query);
      outcomes.push(outcome);
    }
    answers.push({ isAnswerable, isRight: outcome.rank === 1, confidence: matches[0]?.confidence });
    onProgress?.({ stage: 'ask queries', completed: answers.length, total: queries.length, unit: 'queries' });
  }
  return {
    ...measure(outcomes),
    groups: groupMeasures(answerable, outcomes),
    confidence: reportConfidence(answers),
  };
}

/** A query must not find its own file where it asks for others, nor pieces that its title's group leaves open. */
function isExcluded(query: EvaluationQuery, id: string, files: ReadonlyMap<string, ListedFile>): boolean {
  if (query.excludesOwnFile && id === query.file) return true;
  const titleGroup = files.get(query.file)?.titleGroup;
  const listed = files.get(id);
  return titleGroup !== undefined && listed?.titleGroup === titleGroup && listed.pieceId !== query.pieceId;
}

/** Parses each file once, however many queries ask with it. */
function remembering(readNotes: (file: string) => Promise<NoteTable>): (file: string) => Promise<NoteTable> {
  const known = new Map<string, NoteTable>();
  return async (file) => {
    let notes = known.get(file);
    if (notes === undefined) {
      notes = await readNotes(file);
      known.set(file, notes);
    }
    return notes;
  };
}
