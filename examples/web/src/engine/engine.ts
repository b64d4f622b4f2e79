import { createRandom, type RunOptions } from '@midizero/core';
import type { LoadedEncoder } from '@midizero/encoder';
import { fetchEncoder } from '@midizero/encoder/web';
import type { NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { manifestUrl, modelUrl } from '@midizero/pitch-resnet';
import { openSearcher, type PieceSearcher } from '@midizero/retrieval';
import { openBuiltInLibrary } from './built-in-library.js';
import { hasStoredLibrary, indexMidiFiles, openStoredLibrary } from './own-library.js';
import { playPassage } from './passage.js';
import type { Answer, EngineFacts, IndexedFolder, LibraryFacts, LibraryName } from './protocol.js';
import { startRuntime } from './runtime.js';
import type { SearchableLibrary } from './searchable-library.js';

interface Loaded {
  readonly runtime: OnnxRuntime;
  readonly encoder: LoadedEncoder;
}

/** Runtime, encoder and the library in use. Knows nothing of the page. */
export class Engine {
  #loaded: Loaded | undefined;
  #library: SearchableLibrary | undefined;
  #searcher: PieceSearcher | undefined;

  async start(options: RunOptions): Promise<EngineFacts> {
    const { runtime, threads } = await startRuntime(options);
    const encoder = await fetchEncoder({ manifestUrl, modelUrl }, { ...options, runtime });
    this.#loaded = { runtime, encoder };
    const library = await this.#use(await openBuiltInLibrary(encoder.id, options));
    return { runtime: runtime.name, threads, encoderId: encoder.id, library, hasOwnLibrary: await hasStoredLibrary() };
  }

  async useLibrary(name: LibraryName, options: RunOptions): Promise<LibraryFacts> {
    const { encoder } = this.#require();
    return this.#use(
      name === 'own' ? await openStoredLibrary(encoder.id) : await openBuiltInLibrary(encoder.id, options),
    );
  }

  async indexFiles(files: readonly File[], options: RunOptions): Promise<IndexedFolder> {
    const { library, skipped } = await indexMidiFiles(files, this.#require().encoder, options);
    return { library: await this.#use(library), skipped };
  }

  async search(notes: NoteTable, transpositions: number, { signal }: RunOptions): Promise<Answer> {
    const { searcher, library } = this.#requireLibrary();
    const { matches, stats } = await searcher.search(notes, { transpositions, signal });
    return {
      findings: matches.map(({ pieceId, score, startSeconds, endSeconds, transposition, alternatives }) => {
        const alsoAtSeconds = alternatives.filter((each) => each.pieceId === pieceId).map((each) => each.startSeconds);
        return { ...library.titleOf(pieceId), pieceId, score, startSeconds, endSeconds, transposition, alsoAtSeconds };
      }),
      stats,
    };
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

  async #use(library: SearchableLibrary): Promise<LibraryFacts> {
    const searcher = await openSearcher(library.index, this.#require());
    await this.#searcher?.close();
    this.#searcher = searcher;
    this.#library = library;
    return {
      name: library.name,
      pieces: library.index.pieces.map(({ id }) => ({ pieceId: id, ...library.titleOf(id) })),
      windows: library.index.windowCount,
    };
  }

  #require(): Loaded {
    if (this.#loaded === undefined) throw new Error('the engine has not been started');
    return this.#loaded;
  }

  #requireLibrary(): { searcher: PieceSearcher; library: SearchableLibrary } {
    if (this.#searcher === undefined || this.#library === undefined) throw new Error('no library is open');
    return { searcher: this.#searcher, library: this.#library };
  }
}
