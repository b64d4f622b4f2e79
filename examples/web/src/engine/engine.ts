import { createRandom, type RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { WebProvider } from '@midizero/onnx/web';
import { createLiveMatcher, type LiveMatcher, openSearcher, type PieceSearcher } from '@midizero/retrieval';
import { openBuiltInLibrary } from './built-in-library.js';
import { type Device, openDevice } from './device.js';
import { findingOf } from './finding.js';
import { hasStoredLibrary, indexMusicFiles, openStoredLibrary } from './own-library.js';
import { playPassage } from './passage.js';
import type {
  Answer,
  DeviceFacts,
  EngineFacts,
  HeardNote,
  IndexedFolder,
  LibraryFacts,
  LibraryName,
  SourceFile,
} from './protocol.js';
import { PAUSE_SECONDS } from './protocol.js';
import { openRemoteLibrary } from './remote-library.js';
import type { SearchableLibrary } from './searchable-library.js';
import { Transcription } from './transcription.js';

interface Listening {
  readonly matcher: LiveMatcher;
  readonly transpositions: number;
}

/** Runtime, encoder and the library in use. Knows nothing of the page. */
export class Engine {
  #device: Device | undefined;
  #library: SearchableLibrary | undefined;
  #searcher: PieceSearcher | undefined;
  #listening: Listening | undefined;
  #remote: SearchableLibrary | undefined;
  #transcription: Transcription | undefined;

  async start(provider: WebProvider, options: RunOptions): Promise<EngineFacts> {
    this.#device = await openDevice(provider, options);
    const { facts, encoder } = this.#device;
    const library = await this.#use(await openBuiltInLibrary(encoder.id, options));
    return { device: facts, encoderId: encoder.id, library, hasOwnLibrary: await hasStoredLibrary() };
  }

  async computeWith(provider: WebProvider, options: RunOptions): Promise<DeviceFacts> {
    const { encoder: before } = this.#requireDevice();
    this.#device = await openDevice(provider, options);
    await this.#use(this.#requireLibrary().library);
    await before.release();
    await this.#transcription?.release();
    this.#transcription = undefined;
    return this.#device.facts;
  }

  async useLibrary(name: LibraryName, options: RunOptions): Promise<LibraryFacts> {
    const { encoder } = this.#requireDevice();
    switch (name) {
      case 'built-in':
        return this.#use(await openBuiltInLibrary(encoder.id, options));
      case 'own':
        return this.#use(await openStoredLibrary(encoder.id));
      case 'remote':
        if (this.#remote === undefined) throw new Error('no index has been opened from an address yet');
        return this.#use(this.#remote);
    }
  }

  async openIndexAt(url: string, options: RunOptions): Promise<LibraryFacts> {
    this.#remote = await openRemoteLibrary(url, this.#requireDevice().encoder.id, options);
    return this.#use(this.#remote);
  }

  async indexFiles(files: readonly SourceFile[], options: RunOptions): Promise<IndexedFolder> {
    const { library, skipped } = await indexMusicFiles(files, this.#requireDevice().encoder, options);
    return { library: await this.#use(library), skipped };
  }

  async search(notes: NoteTable, transpositions: number, { signal }: RunOptions): Promise<Answer> {
    const { searcher, library } = this.#requireLibrary();
    const { matches, stats } = await searcher.search(notes, { transpositions, signal });
    return { findings: matches.map((match) => findingOf(match, library)), stats };
  }

  async hear(notes: readonly HeardNote[], transpositions: number, startsAnew: boolean): Promise<Answer | undefined> {
    const { searcher, library } = this.#requireLibrary();
    if (startsAnew || this.#listening?.transpositions !== transpositions) {
      const matcher = createLiveMatcher(searcher, { transpositions, resetAfterSeconds: PAUSE_SECONDS });
      this.#listening = { matcher, transpositions };
    }
    const { matcher } = this.#listening;
    for (const { pitch, seconds } of notes) matcher.noteOn(pitch, seconds);
    await matcher.settled();
    const { latest } = matcher;
    return latest && { findings: latest.matches.map((match) => findingOf(match, library)), stats: latest.stats };
  }

  async pieceNotes(pieceId: string): Promise<NoteTable> {
    return this.#requireLibrary().library.notesOf(pieceId);
  }

  async passage(seed: number, pieceId: string | undefined): Promise<NoteTable> {
    const { library } = this.#requireLibrary();
    const random = createRandom(seed);
    const { pieces } = library.index;
    return playPassage(await library.notesOf(pieceId ?? pieces[random.integer(pieces.length)]!.id), random);
  }

  /** Ears, on what computes now. */
  get transcription(): Transcription {
    this.#transcription ??= new Transcription(this.#requireDevice().runtime);
    return this.#transcription;
  }

  async #use(library: SearchableLibrary): Promise<LibraryFacts> {
    const searcher = await openSearcher(library.index, this.#requireDevice());
    const before = this.#searcher;
    this.#searcher = searcher;
    this.#library = library;
    this.#listening = undefined;
    await before?.close();
    return {
      name: library.name,
      pieces: library.index.pieces.map(({ id }) => ({ pieceId: id, ...library.titleOf(id) })),
      windows: library.index.windowCount,
    };
  }

  #requireDevice(): Device {
    if (this.#device === undefined) throw new Error('the engine has not been started');
    return this.#device;
  }

  #requireLibrary(): { searcher: PieceSearcher; library: SearchableLibrary } {
    if (this.#searcher === undefined || this.#library === undefined) throw new Error('no library is open');
    return { searcher: this.#searcher, library: this.#library };
  }
}
