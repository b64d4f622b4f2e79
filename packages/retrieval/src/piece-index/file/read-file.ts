import { IncompatibleIndexError, type IndexFilePart, IndexFormatError } from '../../errors.js';
import { IndexAssembler, type RowViews } from '../assemble.js';
import type { FingerprintTable, IndexSettings, PieceIndex } from '../contract.js';
import { crc32c } from './crc32c.js';
import {
  type Commit,
  damaged,
  decodeCommitPages,
  decodeHeaderPage,
  PAGE_BYTES,
  padded,
  requireMagicAndVersion,
  SEGMENTS_START,
} from './layout.js';
import {
  decodeSegmentHead,
  decodeSegmentPrefix,
  SEGMENT_PREFIX_BYTES,
  type Section,
  type SectionName,
  type SegmentHead,
  segmentRows,
} from './segment.js';

/** The next bytes of a file, wanted in `target`, which is to be filled. */
export interface ReadRequest {
  readonly part: IndexFilePart;
  readonly target: Uint8Array;
  /** Where in the file they lie: requests ask for one run of bytes after the other. */
  readonly byteOffset: number;
  /** Length of the file that is being read; 0 before it is known. */
  readonly totalBytes: number;
}

/**
 * Reading in steps: whoever runs it fills the target of each request, from memory, a disk or a network, waiting or not.
 */
export type Reading<T> = Generator<ReadRequest, T, void>;

/** Longest part that is asked for at once: bounds what lies between two chances to stop. */
const LONGEST_REQUEST_BYTES = 1 << 20;

export interface ReadIndexOptions {
  /** Refuse an index made by another encoder than this. @default any encoder's index opens */
  readonly encoderId?: string | undefined;
}

/** The pages at the start of a file. */
export interface FirstPages {
  readonly settings: IndexSettings;
  readonly headerLink: number;
  readonly commit: Commit;
}

/** @throws IndexFormatError, IncompatibleIndexError */
export function* readFirstPages({ encoderId }: ReadIndexOptions = {}): Reading<FirstPages> {
  const pages = new Uint8Array(SEGMENTS_START);
  const header = pages.subarray(0, PAGE_BYTES);
  // In two steps, so that a file of another kind is told from one that was cut off.
  const start = header.subarray(0, 16);
  yield { part: 'header', target: start, byteOffset: 0, totalBytes: 0 };
  requireMagicAndVersion(start);
  yield { part: 'header', target: header.subarray(16), byteOffset: 16, totalBytes: 0 };
  const { settings, link } = decodeHeaderPage(header);
  yield { part: 'commit', target: pages.subarray(PAGE_BYTES), byteOffset: PAGE_BYTES, totalBytes: 0 };
  const commit = decodeCommitPages(pages.subarray(PAGE_BYTES));
  if (encoderId !== undefined && encoderId !== settings.encoderId) {
    throw new IncompatibleIndexError(settings.encoderId, encoderId);
  }
  return { settings, headerLink: link, commit };
}

/**
 * Reads an index from first byte to last committed one, into columns of their final size, and verifies every byte.
 * @throws IndexFormatError, IncompatibleIndexError
 */
export function* readIndexFile(options: ReadIndexOptions = {}): Reading<PieceIndex> {
  return yield* readSegments(yield* readFirstPages(options));
}

/** The rest of {@link readIndexFile}, behind the first pages. @throws IndexFormatError */
export function* readSegments({ settings, headerLink, commit }: FirstPages): Reading<PieceIndex> {
  const assembler = new IndexAssembler(settings, commit);
  const log = new LogReader(settings, headerLink, commit);
  while (!log.atEnd) {
    const head = yield* log.readHead();
    for (const id of head.removed) assembler.remove(id);
    for (const { id } of head.pieces) {
      if (assembler.has(id)) throw doesNotAddUp(`the piece "${id}" comes twice`);
    }
    const { end } = assembler;
    requireRoom(end, head, commit);
    yield* log.readSections(head, assembler.add(head.pieces), (table) => assembler.addFingerprints(end.frame, table));
  }
  const { frame, note, window } = assembler.end;
  if (frame !== commit.frames || note !== commit.notes || window !== commit.windows) {
    throw doesNotAddUp('its segments hold other numbers of rows than its commit says');
  }
  return assembler.finish({ isForSearch: true });
}

/** A segment's head and where it and its sections lie. */
export interface LocatedSegment {
  readonly head: SegmentHead;
  readonly byteOffset: number;
  /** Link of the segment before. */
  readonly previousLink: number;
  readonly sectionsOffset: number;
  readonly endOffset: number;
}

/** Follows the segments of a file, one after the other. */
export class LogReader {
  readonly #settings: IndexSettings;
  readonly #commit: Commit;
  #position: number = SEGMENTS_START;
  #link: number;

  constructor(settings: IndexSettings, headerLink: number, commit: Commit) {
    this.#settings = settings;
    this.#commit = commit;
    this.#link = headerLink;
  }

  get position(): number {
    return this.#position;
  }

  /** @throws IndexFormatError if the log ends elsewhere than its commit says */
  get atEnd(): boolean {
    const { byteLength, link } = this.#commit;
    if (this.#position < byteLength) return false;
    if (this.#position > byteLength || this.#link !== link) throw damaged('segment');
    return true;
  }

  /** The head of the segment at hand. @throws IndexFormatError */
  *readHead(): Reading<SegmentHead> {
    const bytes = new Uint8Array(SEGMENT_PREFIX_BYTES);
    yield* this.#read('segment', bytes);
    const prefix = decodeSegmentPrefix(bytes, this.#link);
    if (prefix.textBytes > this.#commit.byteLength - this.#position) throw damaged('segment');
    const text = new Uint8Array(prefix.textBytes);
    yield* this.#read('segment', text);
    this.#link = prefix.link;
    return decodeSegmentHead(text, prefix, this.#settings);
  }

  /** Goes past sections without reading them. */
  skip(bytes: number): void {
    this.#position += bytes;
  }

  /** Reads the sections behind a head into their columns. @throws IndexFormatError for a damaged one */
  *readSections(head: SegmentHead, rows: RowViews, addFingerprints: (table: FingerprintTable) => void): Reading<void> {
    const table = fingerprintColumns(head.sections);
    const columns: Partial<Record<SectionName, ArrayBufferView>> = {
      frameStartSeconds: rows.startSeconds,
      frameNoteCounts: rows.noteCounts,
      framePitches: rows.pitches,
      windowFirstFrames: rows.windowFirstFrames,
      vectors: rows.vectors,
      ...(table && {
        fingerprintShapeStarts: table.shapeStarts,
        fingerprintPostings: table.postings,
      }),
    };
    for (const section of head.sections) {
      const column = columns[section.name];
      if (column === undefined) throw doesNotAddUp(`its section "${section.name}" is not known here`);
      yield* this.#readSection(section, new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    }
    if (table) addFingerprints(table);
  }

  *#readSection({ name, bytes, checksum }: Section, column: Uint8Array): Reading<void> {
    let crc = 0;
    for (let at = 0; at < bytes; at += LONGEST_REQUEST_BYTES) {
      const target = column.subarray(at, Math.min(at + LONGEST_REQUEST_BYTES, bytes));
      yield* this.#read(name, target);
      crc = crc32c(target, crc);
    }
    const padding = new Uint8Array(padded(bytes) - bytes);
    if (padding.length > 0) yield* this.#read(name, padding);
    if (crc32c(padding, crc) !== checksum) throw damaged(name);
  }

  *#read(part: IndexFilePart, target: Uint8Array): Reading<void> {
    yield { part, target, byteOffset: this.#position, totalBytes: this.#commit.byteLength };
    this.#position += target.length;
  }
}

function fingerprintColumns(sections: readonly Section[]): FingerprintTable | undefined {
  const bytesOf = (name: SectionName): number | undefined => sections.find((each) => each.name === name)?.bytes;
  const [starts, postings] = [bytesOf('fingerprintShapeStarts'), bytesOf('fingerprintPostings')];
  if (starts === undefined || postings === undefined) return undefined;
  return { shapeStarts: new Uint32Array(starts / 4), postings: new Uint8Array(postings) };
}

function requireRoom(
  end: { readonly frame: number; readonly note: number; readonly window: number },
  { pieces }: SegmentHead,
  commit: Commit,
): void {
  const rows = segmentRows(pieces);
  if (
    end.frame + rows.frames > commit.frames ||
    end.note + rows.notes > commit.notes ||
    end.window + rows.windows > commit.windows
  ) {
    throw doesNotAddUp('its segments hold more rows than its commit says');
  }
}

function doesNotAddUp(what: string): IndexFormatError {
  return new IndexFormatError('segment', `The index does not add up: ${what}. Build it again.`);
}
