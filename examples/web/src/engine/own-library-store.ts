const FOLDER = 'own-library';
const INDEX_FILE = 'index.mzi';

/**
 * The user's pieces and their index in the browser's private file system (OPFS). Each time a folder is indexed, that goes to a
 * new numbered folder, in which the index is written last; only then do the ones of before go. An indexing that is cut
 * short thus leaves what was there.
 */
export class OwnLibraryStore {
  readonly #number: number;
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(number: number, folder: FileSystemDirectoryHandle) {
    this.#number = number;
    this.#folder = folder;
  }

  /** The last one that was finished; undefined if there is none, or the browser has no such file system. */
  static async open(): Promise<OwnLibraryStore | undefined> {
    const numbers = await storedNumbers().catch(() => []);
    for (const number of numbers.toReversed()) {
      const store = await OwnLibraryStore.#at(number);
      const index = await store.#folder.getFileHandle(INDEX_FILE).catch(() => undefined);
      if (index !== undefined) return store;
    }
    return undefined;
  }

  /** An empty one beside those of before. */
  static async create(): Promise<OwnLibraryStore> {
    const numbers = await storedNumbers();
    return OwnLibraryStore.#at((numbers.at(-1) ?? 0) + 1);
  }

  static async #at(number: number): Promise<OwnLibraryStore> {
    const parent = await openFolder();
    return new OwnLibraryStore(number, await parent.getDirectoryHandle(String(number), { create: true }));
  }

  writePiece(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#write(pieceFile(id), bytes);
  }

  readPiece(id: string): Promise<Uint8Array> {
    return this.#read(pieceFile(id));
  }

  readIndex(): Promise<Uint8Array> {
    return this.#read(INDEX_FILE);
  }

  /** Writes the index, with which this library is the one; removes all others. */
  async finish(index: Uint8Array): Promise<void> {
    await this.#write(INDEX_FILE, index as Uint8Array<ArrayBuffer>);
    for (const number of await storedNumbers()) if (number !== this.#number) await removeNumber(number);
  }

  remove(): Promise<void> {
    return removeNumber(this.#number);
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

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** Numbers of all libraries there are, finished or not, ascending. */
async function storedNumbers(): Promise<number[]> {
  const numbers: number[] = [];
  for await (const name of (await openFolder()).keys()) numbers.push(Number(name));
  return numbers.sort((a, b) => a - b);
}

async function removeNumber(number: number): Promise<void> {
  await (await openFolder()).removeEntry(String(number), { recursive: true });
}

/** A piece's path as one file name. */
function pieceFile(id: string): string {
  return `piece ${encodeURIComponent(id)}`;
}
