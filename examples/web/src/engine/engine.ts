import type { RunOptions } from '@midizero/core';
import type { WebProvider } from '@midizero/onnx/web';
import { openSearcher } from '@midizero/retrieval';
import { openBuiltInLibrary } from './built-in-library.js';
import { type Device, openDevice } from './device.js';
import { LibrarySearch } from './library-search.js';
import { hasStoredLibrary, indexMusicFiles, openStoredLibrary } from './own-library.js';
import type { DeviceFacts, EngineFacts, IndexedFolder, LibraryFacts, LibraryName, SourceFile } from './protocol.js';
import { openRemoteLibrary } from './remote-library.js';
import type { SearchableLibrary } from './searchable-library.js';
import { Transcription } from './transcription.js';

/** Runtime, encoder and the library in use. Knows nothing of the page. */
export class Engine {
  #device: Device | undefined;
  #asked: LibrarySearch | undefined;
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
    await this.#use(this.asked.library);
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

  /** The library in use, open to questions. @throws Error if none is open */
  get asked(): LibrarySearch {
    if (this.#asked === undefined) throw new Error('no library is open');
    return this.#asked;
  }

  /** Ears, on what computes now. */
  get transcription(): Transcription {
    this.#transcription ??= new Transcription(this.#requireDevice().runtime);
    return this.#transcription;
  }

  async #use(library: SearchableLibrary): Promise<LibraryFacts> {
    const before = this.#asked;
    this.#asked = new LibrarySearch(library, await openSearcher(library.index, this.#requireDevice()));
    await before?.close();
    return this.#asked.facts;
  }

  #requireDevice(): Device {
    if (this.#device === undefined) throw new Error('the engine has not been started');
    return this.#device;
  }
}
