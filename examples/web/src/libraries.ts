import type { EngineClient } from './engine/connect-engine.js';
import type { LibraryFacts } from './engine/protocol.js';
import { folderFiles } from './input/folder-files.js';
import { count } from './text.js';
import { LibraryView } from './views/library-view.js';
import type { StatusView } from './views/status-view.js';

export interface LibrariesListener {
  /** Other pieces are searched from now on, or soon: what was found means nothing any more. */
  onChange(): void;
  /** A passage of this piece is wanted. */
  onPiece(pieceId: string): void;
}

/** Which pieces are searched, and going over to others. */
export class Libraries {
  readonly #engine: EngineClient;
  readonly #status: StatusView;
  readonly #listener: LibrariesListener;
  readonly #view: LibraryView;
  #readyWords = '';

  constructor(engine: EngineClient, status: StatusView, listener: LibrariesListener) {
    this.#engine = engine;
    this.#status = status;
    this.#listener = listener;
    this.#view = new LibraryView({
      onUse: (name) => this.#goOver(engine.call('useLibrary', [name])),
      onPiece: (pieceId) => listener.onPiece(pieceId),
      onFolder: (files, signal) => this.#indexFolder(files, signal),
      onAddress: (url) => this.openAddress(url),
    });
  }

  /** What to say while nothing else is to be said. */
  get readyWords(): string {
    return this.#readyWords;
  }

  /** Lets the user choose, now that the engine can follow. */
  enable(hasOwnLibrary: boolean): void {
    this.#view.enable(hasOwnLibrary);
  }

  show(library: LibraryFacts): void {
    this.#view.showLibrary(library);
    this.#readyWords = `Ready. ${count(library.pieces.length, 'piece')} to find.`;
    this.#status.say(this.#readyWords);
  }

  /** @param url of an index that `midizero index` wrote */
  openAddress(url: string): Promise<void> {
    const onProgress = this.#status.showProgress.bind(this.#status);
    return this.#goOver(this.#engine.call('openIndexAt', [new URL(url, location.href).href], { onProgress }));
  }

  async #indexFolder(files: readonly File[], signal: AbortSignal): Promise<void> {
    const onProgress = this.#status.showProgress.bind(this.#status);
    const options = { signal, onProgress };
    const indexing = folderFiles(files, this.#engine, options).then((sources) =>
      this.#engine.call('indexFiles', [sources], options),
    );
    await this.#goOver(indexing.then(({ library }) => library));
    await indexing.then(
      ({ skipped }) => this.#view.showSkipped(skipped),
      () => this.#view.showSkipped([]),
    );
  }

  async #goOver(opening: Promise<LibraryFacts>): Promise<void> {
    this.#listener.onChange();
    try {
      this.show(await opening);
    } catch (error) {
      this.#view.showCurrent();
      this.#status.say(this.#readyWords);
      if ((error as Error).name !== 'AbortError') this.#status.showProblem(error);
    }
  }
}
