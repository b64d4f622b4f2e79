const FOLDER = 'own-library';
const INDEX_FILE = 'index.mzi';

/**
 * The user's pieces and their index in the browser's private file system (OPFS). The index is written last: without it
 * there is no library.
 */
export class OwnLibraryStore {
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  static async exists(): Promise<boolean> {
    try {
      const store = await OwnLibraryStore.open();
      await store.#folder.getFileHandle(INDEX_FILE);
      return true;
    } catch {
      return false; // nothing stored, or a browser without this file system
    }
  }

  static async open(): Promise<OwnLibraryStore> {
    const root = await navigator.storage.getDirectory();
    return new OwnLibraryStore(await root.getDirectoryHandle(FOLDER));
  }

  /** An empty one, in place of the one of before. */
  static async create(): Promise<OwnLibraryStore> {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(FOLDER, { recursive: true }).catch(() => undefined);
    return new OwnLibraryStore(await root.getDirectoryHandle(FOLDER, { create: true }));
  }

  writePiece(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#write(pieceFile(id), bytes);
  }

  readPiece(id: string): Promise<Uint8Array> {
    return this.#read(pieceFile(id));
  }

  writeIndex(bytes: Uint8Array): Promise<void> {
    return this.#write(INDEX_FILE, bytes as Uint8Array<ArrayBuffer>);
  }

  readIndex(): Promise<Uint8Array> {
    return this.#read(INDEX_FILE);
  }

  async #write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const file = await this.#folder.getFileHandle(name, { create: true });
    const stream = await file.createWritable();
    await stream.write(bytes);
    await stream.close();
  }

  async #read(name: string): Promise<Uint8Array> {
    const handle = await this.#folder.getFileHandle(name);
    return new Uint8Array(await (await handle.getFile()).arrayBuffer());
  }
}

/** A piece's path as one file name. */
function pieceFile(id: string): string {
  return `piece ${encodeURIComponent(id)}`;
}
