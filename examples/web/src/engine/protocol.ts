import type { NoteTable } from '@midizero/midi';
import type { WebProvider } from '@midizero/onnx/web';
import type { Match, SearchStats } from '@midizero/retrieval';

/** Which pieces are searched: the ones that come with the page, a folder of the user's, or an index from some address. */
export type LibraryName = 'built-in' | 'own' | 'remote';

/** A pause this long in seconds ends a performance: the next note begins a new question. */
export const PAUSE_SECONDS = 8;

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

/** What computes. */
export interface DeviceFacts {
  readonly provider: WebProvider;
  /** Threads of WebAssembly. */
  readonly threads: number;
  /** Why it is not what was asked for, in words. */
  readonly fallbackReason: string | undefined;
}

export interface EngineFacts {
  readonly device: DeviceFacts;
  readonly encoderId: string;
  readonly library: LibraryFacts;
  /** Whether a folder indexed earlier lies in this browser. */
  readonly hasOwnLibrary: boolean;
}

/** A piece that is like the query, and how the two lie together. */
export interface Finding
  extends ListedPiece,
    Pick<
      Match,
      | 'alignedNotes'
      | 'bars'
      | 'confidence'
      | 'endSeconds'
      | 'queryEndSeconds'
      | 'queryStartSeconds'
      | 'startSeconds'
      | 'tempoRatio'
      | 'transposition'
      | 'view'
    > {
  /** Where else in the piece the query fits as well. */
  readonly alsoAtSeconds: readonly number[];
}

export interface Answer {
  /** Best first. */
  readonly findings: readonly Finding[];
  readonly stats: SearchStats;
}

/** A note as it was struck. */
export interface HeardNote {
  readonly pitch: number;
  /** On a clock that does not jump. */
  readonly seconds: number;
}

/** A file of a folder. */
export interface SourceFile {
  /** Path below the folder that was chosen, and its name first. */
  readonly path: string;
  readonly content: Blob;
  /** Whether it is a recording, and `content` the MIDI file of what was heard in it. */
  readonly isTranscribed?: boolean;
  /** Why it cannot be used, in words. */
  readonly problem?: string;
}

export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface IndexedFolder {
  readonly library: LibraryFacts;
  readonly skipped: readonly SkippedFile[];
}

/** What a library that is open answers. */
export interface AskedMethods {
  search(notes: NoteTable, transpositions: number): Answer;
  /**
   * Hears more notes of a performance, and answers to its last ones together; undefined while there are too few.
   * @param startsAnew whether the notes begin another performance
   */
  hear(notes: readonly HeardNote[], transpositions: number, startsAnew: boolean): Answer | undefined;
  /** Notes of a piece of the library in use. */
  pieceNotes(pieceId: string): NoteTable;
  /**
   * A passage of a piece of the library in use, from 0 s on and played a little freely. The same seed gives the same.
   * @param pieceId the piece, or undefined for any
   */
  passage(seed: number, pieceId: string | undefined): NoteTable;
}

/** What the engine does for the page, each in its worker. */
export interface EngineMethods extends AskedMethods {
  /** Fetches the runtime, the model and the index of the built-in pieces. Where WebGPU does not start, WebAssembly does. */
  start(provider: WebProvider): EngineFacts;
  /** Goes over to another way of computing, if it can. */
  computeWith(provider: WebProvider): DeviceFacts;
  /** Goes over to a library that is there already. */
  useLibrary(name: LibraryName): LibraryFacts;
  /** Fetches an index that `midizero index` wrote, and goes over to it. */
  openIndexAt(url: string): LibraryFacts;
  /** Indexes the music among these files, keeps the index in this browser, and goes over to it. */
  indexFiles(files: readonly SourceFile[]): IndexedFolder;
  /** Notes of a MIDI file or a score. @param name tells the format where the bytes do not */
  readFile(bytes: Uint8Array, name: string): NoteTable;
  /** Notes of a recording. @param samples mono, full scale -1 to 1 */
  transcribe(samples: Float32Array, sampleRateHz: number): NoteTable;
  /** Begins to listen to a microphone. */
  listen(sampleRateHz: number): void;
  /** Hears more of the microphone's sound; gives all notes since listening began. */
  hearSound(samples: Float32Array): NoteTable;
}
