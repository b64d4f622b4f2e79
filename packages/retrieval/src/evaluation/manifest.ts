import { DataFormatError } from '@midizero/core';
import { parse } from 'csv-parse/sync';

/** A row of a CSV file, by column name. */
type Row = Readonly<Record<string, string>>;

/** A place in a file of the database. */
export interface TruePlace {
  readonly file: string;
  readonly startSeconds: number;
}

/** One query of a manifest: where its notes come from and what the right answer is. Files are paths as the manifest has them. */
export interface EvaluationQuery {
  readonly id: string;
  readonly file: string;
  readonly pieceId: string;
  /** Notes with their onset in [startSeconds, endSeconds) of the file, times counted from startSeconds. Undefined: the whole file. */
  readonly excerpt?: { readonly startSeconds: number; readonly endSeconds: number };
  /** Only the notes of this track. */
  readonly track?: number;
  /** Noise to be added. */
  readonly noise?: { readonly seed: number; readonly level: string; readonly transpose: number };
  /** Semitones by which the query's music is known to lie above the piece. */
  readonly transpose?: number;
  /** A label of the manifest's own, such as how near a version is. */
  readonly kind?: string;
  readonly place?: TruePlace;
  /** Further places with the same notes. */
  readonly repeats: readonly TruePlace[];
  /** True if the file itself must not be among the answers. */
  readonly excludesOwnFile: boolean;
}

/** What the lists of pieces say about a file of the database. */
export interface ListedFile {
  readonly pieceId: string;
  /** Files of one group but different pieces are left out of each other's results. */
  readonly titleGroup?: string;
}

/** A list of performances names each one's score too, so the performance's own column goes first. */
const FILE_COLUMNS = ['performance_file', 'midi_file', 'file', 'score_file'];

/**
 * Files by path, from lists of pieces: CSV with `piece_id`, one of `performance_file`, `midi_file`, `file`, `score_file`,
 * and perhaps `title_group`.
 * @throws DataFormatError for a list without these columns
 */
export function parsePieceLists(lists: readonly CsvText[]): Map<string, ListedFile> {
  const files = new Map<string, ListedFile>();
  for (const list of lists) {
    const rows = parseCsv(list);
    const column = FILE_COLUMNS.find((name) => rows[0] !== undefined && name in rows[0]);
    for (const row of rows) {
      const file = column === undefined ? undefined : cell(row, column);
      const pieceId = cell(row, 'piece_id');
      if (file === undefined || pieceId === undefined) {
        throw new DataFormatError(
          `${list.name}: a list of pieces needs piece_id and one of ${FILE_COLUMNS.join(', ')}.`,
          {
            file: list.name,
          },
        );
      }
      const titleGroup = cell(row, 'title_group');
      files.set(file, { pieceId, ...(titleGroup !== undefined && { titleGroup }) });
    }
  }
  return files;
}

/** CSV in UTF-8 with a header line, and what to call it in errors. */
export interface CsvText {
  readonly name: string;
  readonly text: string;
}

/**
 * Queries from a manifest, by the columns present.
 * @throws DataFormatError naming the line and column that cannot be read
 * @param repeats the manifest's list of further places, where it has one
 */
export function parseManifest(manifest: CsvText, repeats?: CsvText): EvaluationQuery[] {
  const repeatRows = new Map<string, Row[]>();
  for (const row of repeats === undefined ? [] : parseCsv(repeats)) {
    const id = required(row, 'query_id');
    repeatRows.set(id, [...(repeatRows.get(id) ?? []), row]);
  }
  return parseCsv(manifest).map((row, i) => {
    try {
      return parseQuery(row, repeatRows);
    } catch (cause) {
      const reason = cause instanceof DataFormatError ? cause.message : String(cause);
      throw new DataFormatError(
        `${manifest.name}, line ${i + 2}: ${reason}`,
        { file: manifest.name, line: i + 2 },
        { cause },
      );
    }
  });
}

function parseQuery(row: Row, repeatRows: ReadonlyMap<string, readonly Row[]>): EvaluationQuery {
  const id = required(row, 'query_id');
  const file = required(row, 'query_file');
  const target = cell(row, 'score_file') ?? cell(row, 'target_file') ?? file;
  const start = numberCell(row, 'start_s');
  const end = numberCell(row, 'end_s');
  const track = numberCell(row, 'track');
  const transpose = numberCell(row, 'transpose');
  const seed = numberCell(row, 'noise_seed');
  const kind = cell(row, 'kind');
  const targetStart = numberCell(row, 'score_start_s') ?? numberCell(row, 'target_start_s');
  const placeSeconds = targetStart ?? (target === file ? start : undefined);
  return {
    id,
    file,
    pieceId: required(row, 'piece_id'),
    ...(start !== undefined && end !== undefined && { excerpt: { startSeconds: start, endSeconds: end } }),
    ...(track !== undefined && { track }),
    ...(seed !== undefined && { noise: { seed, level: required(row, 'noise_level'), transpose: transpose ?? 0 } }),
    ...(transpose !== undefined && { transpose }),
    ...(kind !== undefined && { kind }),
    ...(placeSeconds !== undefined && { place: { file: target, startSeconds: placeSeconds } }),
    repeats: repeatsOf(id, repeatRows, target),
    excludesOwnFile: target !== file,
  };
}

/** Noisy rows have an id of their own, whose first letters alone differ from the clean row's (`an` for `am`). */
function repeatsOf(id: string, repeatRows: ReadonlyMap<string, readonly Row[]>, target: string): TruePlace[] {
  const rows = repeatRows.get(id) ?? repeatRows.get(id.replace(/^an/, 'am')) ?? [];
  return rows.map((row) => ({
    file: cell(row, 'score_file') ?? target,
    startSeconds: numberCell(row, 'score_start_s') ?? Number(required(row, 'target_start_s')),
  }));
}

function parseCsv({ name, text }: CsvText): Row[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Row[];
  } catch (cause) {
    throw new DataFormatError(`${name}: not a CSV table: ${(cause as Error).message}`, { file: name }, { cause });
  }
}

/** A cell's text; undefined where the column is missing or the cell is empty. */
function cell(row: Row, column: string): string | undefined {
  const text = row[column];
  return text === '' ? undefined : text;
}

function required(row: Row, column: string): string {
  const text = cell(row, column);
  if (text === undefined) throw new DataFormatError(`column "${column}" is missing or empty`);
  return text;
}

function numberCell(row: Row, column: string): number | undefined {
  const text = cell(row, column);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new DataFormatError(`column "${column}": "${text}" is not a number`);
  return value;
}
