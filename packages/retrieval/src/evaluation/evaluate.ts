import { createRandom, type RunOptions, throwIfAborted } from '@midizero/core';
import { createNoteTable, excerptNotes, filterNotes, iterateNotes, type NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { buildIndex, type Piece } from '../piece-index/build.js';
import type { ViewKind } from '../readings/read-piece.js';
import { type Aggregation, openSearcher, type PieceSearcher, type SearchResult } from '../search-pieces.js';
import { judge } from './judge.js';
import type { EvaluationQuery, ListedFile } from './manifest.js';
import { type Measures, measure, type QueryOutcome } from './measures.js';
import { addTranscriptionNoise } from './noise.js';

export interface EvaluateOptions extends RunOptions {
  /** Pieces of the database; ids are paths as the manifest and the lists have them. */
  readonly database: Iterable<Piece> | AsyncIterable<Piece>;
  /** Which piece each file is, from `parsePieceLists`. A file that is not listed is a piece of its own. */
  readonly files: ReadonlyMap<string, ListedFile>;
  readonly queries: readonly EvaluationQuery[];
  /** Notes of a query's file. Called once for each file. */
  readonly readNotes: (file: string) => Promise<NoteTable>;
  readonly encoder: WindowEncoder;
  readonly runtime: OnnxRuntime;
  /** How pieces of the database are read. @default DEFAULT_VIEWS */
  readonly views?: readonly ViewKind[] | undefined;
  /** @default 'chain' */
  readonly aggregate?: Aggregation;
  /** @default 0 */
  readonly transpositions?: number;
  /** Only so many queries, drawn with `seed`. @default all of them */
  readonly limit?: number;
  /** @default 0 */
  readonly seed?: number;
}

/** Measures by the value of a query's property, such as `groups.noiseLevel.high`. Properties that no query has are missing. */
export interface EvaluationGroups {
  /** Length of excerpts in whole seconds. */
  readonly excerptSeconds?: Readonly<Record<string, Measures>>;
  readonly noiseLevel?: Readonly<Record<string, Measures>>;
  readonly kind?: Readonly<Record<string, Measures>>;
  /** `true` for queries in another key than the piece. */
  readonly transposed?: Readonly<Record<string, Measures>>;
}

export interface EvaluationReport extends Measures {
  /** Time to read, embed and index the database. */
  readonly indexSeconds: number;
  /** Windows of the database. */
  readonly windows: number;
  readonly groups: EvaluationGroups;
}

/** Results wanted for an excerpt: all files of ten pieces and more. Whole files are ranked against the whole database. */
const EXCERPT_RESULTS = 100;

/** Indexes a database, asks it every query, and measures the answers. */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationReport> {
  const { database, files, encoder, runtime, signal, onProgress } = options;
  const queries = drawQueries(options.queries, options);
  const started = performance.now();
  const index = await buildIndex(database, { encoder, views: options.views, signal, onProgress });
  const indexSeconds = (performance.now() - started) / 1000;
  const searcher = await openSearcher(index, { encoder, runtime });
  const outcomes: QueryOutcome[] = [];
  try {
    const read = remembering(options.readNotes);
    for (const query of queries) {
      throwIfAborted(signal);
      const notes = queryNotes(query, await read(query.file));
      const { result, milliseconds } = await ask(searcher, query, notes, options);
      outcomes.push(judge(query, result.matches, { files, index, milliseconds }));
      onProgress?.({ stage: 'ask queries', completed: outcomes.length, total: queries.length, unit: 'queries' });
    }
  } finally {
    await searcher.close();
  }
  return {
    ...measure(outcomes),
    indexSeconds,
    windows: index.windowCount,
    groups: groupMeasures(queries, outcomes),
  };
}

/** A seeded choice of `limit` queries, in the order they had. */
function drawQueries(
  queries: readonly EvaluationQuery[],
  { limit = queries.length, seed = 0 }: Pick<EvaluateOptions, 'limit' | 'seed'>,
): EvaluationQuery[] {
  const random = createRandom(seed);
  const order = [...queries.keys()];
  const count = Math.min(limit, queries.length);
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(order.length - i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order
    .slice(0, count)
    .sort((a, b) => a - b)
    .map((i) => queries[i]!);
}

async function ask(
  searcher: PieceSearcher,
  query: EvaluationQuery,
  notes: NoteTable,
  { aggregate, transpositions, files, signal }: EvaluateOptions,
): Promise<{ result: SearchResult; milliseconds: number }> {
  const titleGroup = files.get(query.file)?.titleGroup;
  const excludes = (id: string): boolean => {
    if (query.excludesOwnFile && id === query.file) return true;
    const listed = files.get(id);
    return titleGroup !== undefined && listed?.titleGroup === titleGroup && listed.pieceId !== query.pieceId;
  };
  const started = performance.now();
  const result = await searcher.search(notes, {
    ...(aggregate !== undefined && { aggregate }),
    ...(transpositions !== undefined && { transpositions }),
    limit: query.excerpt === undefined ? searcher.index.pieces.length : EXCERPT_RESULTS,
    // Files are ranked one by one; which of them are one piece is for the judge to know.
    mergeWorks: false,
    excludes,
    signal,
  });
  return { result, milliseconds: performance.now() - started };
}

/** The notes a query asks with; times of an excerpt count from its start. */
export function queryNotes(query: EvaluationQuery, file: NoteTable): NoteTable {
  const { excerpt, track, noise } = query;
  let notes = file;
  if (excerpt !== undefined) notes = excerptNotes(notes, excerpt.startSeconds, excerpt.endSeconds);
  if (track !== undefined) {
    const all = notes;
    notes = filterNotes(all, (row) => all.track[row] === track);
  }
  const origin = excerpt?.startSeconds ?? 0;
  if (noise === undefined) {
    return createNoteTable(
      [...iterateNotes(notes)].map((note) => ({
        ...note,
        startSeconds: note.startSeconds - origin,
        endSeconds: note.endSeconds - origin,
      })),
    );
  }
  const plain = [...iterateNotes(notes)].map(({ startSeconds, endSeconds, pitch }) => ({
    on: startSeconds - origin,
    off: endSeconds - origin,
    pitch,
  }));
  return createNoteTable(
    addTranscriptionNoise(plain, noise).map(({ on, off, pitch }) => ({ startSeconds: on, endSeconds: off, pitch })),
  );
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

function groupMeasures(queries: readonly EvaluationQuery[], outcomes: readonly QueryOutcome[]): EvaluationGroups {
  const by = (property: (query: EvaluationQuery) => string | undefined): Record<string, Measures> | undefined => {
    const groups = new Map<string, QueryOutcome[]>();
    for (const [i, query] of queries.entries()) {
      const value = property(query);
      if (value === undefined) continue;
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [outcomes[i]!]);
      else group.push(outcomes[i]!);
    }
    if (groups.size === 0) return undefined;
    return Object.fromEntries([...groups].map(([value, members]) => [value, measure(members)]));
  };
  const excerptSeconds = by(({ excerpt }) => excerpt && String(Math.round(excerpt.endSeconds - excerpt.startSeconds)));
  const noiseLevel = by(({ noise }) => noise?.level);
  const kind = by((query) => query.kind);
  const transposed = by(({ transpose }) => (transpose === undefined ? undefined : String(transpose !== 0)));
  return {
    ...(excerptSeconds && { excerptSeconds }),
    ...(noiseLevel && { noiseLevel }),
    ...(kind && { kind }),
    ...(transposed && { transposed }),
  };
}
