import type { Progress } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { SearchStats } from '@midizero/retrieval';

/** Which pieces are searched: the ones that come with the page, or a folder of the user's. */
export type LibraryName = 'built-in' | 'own';

/** A piece as people call it. */
export interface PieceTitle {
  readonly title: string;
  /** Composer and catalogue number, or the folder a file lies in; '' where there is nothing to say. */
  readonly subtitle: string;
}

export interface ListedPiece extends PieceTitle {
  readonly pieceId: string;
}

export interface LibraryFacts {
  readonly name: LibraryName;
  readonly pieces: readonly ListedPiece[];
  readonly windows: number;
}

export interface EngineFacts {
  /** Such as `onnxruntime-web/wasm`. */
  readonly runtime: string;
  readonly threads: number;
  readonly encoderId: string;
  readonly library: LibraryFacts;
  /** Whether a folder indexed earlier lies in this browser. */
  readonly hasOwnLibrary: boolean;
}

/** A piece that is like the query. */
export interface Finding extends ListedPiece {
  /** 1 for an exact passage, around 0 for an unrelated one. */
  readonly score: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Where else in the piece the query fits as well. */
  readonly alsoAtSeconds: readonly number[];
  /** Semitones by which the query lies above the piece. */
  readonly transposition: number;
}

export interface Answer {
  /** Best first. */
  readonly findings: readonly Finding[];
  readonly stats: SearchStats;
}

export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface IndexedFolder {
  readonly library: LibraryFacts;
  readonly skipped: readonly SkippedFile[];
}

/** What the engine does for the page, each in its worker. */
export interface EngineMethods {
  /** Fetches the runtime, the model and the index of the built-in pieces. */
  start(): EngineFacts;
  /** Goes over to a library; the own one must have been indexed in this browser. */
  useLibrary(name: LibraryName): LibraryFacts;
  /** Indexes the MIDI files among these, keeps the index in this browser, and goes over to it. */
  indexFiles(files: readonly File[]): IndexedFolder;
  search(notes: NoteTable, transpositions: number): Answer;
  /** Notes of a piece of the library in use. */
  pieceNotes(pieceId: string): NoteTable;
  /**
   * A passage of a piece of the library in use, from 0 s on and played a little freely. The same seed gives the same.
   * @param pieceId the piece, or undefined for any
   */
  passage(seed: number, pieceId: string | undefined): NoteTable;
}

export type MethodName = keyof EngineMethods;

/** From the page to the worker. */
export type Request =
  | {
      [M in MethodName]: { readonly id: number; readonly method: M; readonly args: Parameters<EngineMethods[M]> };
    }[MethodName]
  | { readonly id: number; readonly method: 'abort' };

/** From the worker to the page. */
export type Reply =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly name: string } };
