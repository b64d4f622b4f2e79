import type { Progress } from '@midizero/core';
import type { Piece } from '@midizero/retrieval';
import { UnusableFileError } from '../failures/errors.js';
import { readMidiFile } from '../files/midi-file.js';
import type { FoundFile } from './find-midi-files.js';

/** Reads pieces one after the other, and remembers the files that it had to leave out. */
export class PieceReader {
  /** Files left out so far, each with the reason in its message. */
  readonly unreadable: UnusableFileError[] = [];
  readonly #files: readonly FoundFile[];

  constructor(files: readonly FoundFile[]) {
    this.#files = files;
  }

  /** The pieces of the readable files. One bad file must not cost the others. */
  async *pieces(onProgress: (progress: Progress) => void): AsyncGenerator<Piece> {
    const total = this.#files.length;
    for (const [row, { path, name }] of this.#files.entries()) {
      try {
        const { notes } = await readMidiFile(path);
        yield { id: name, notes };
      } catch (error) {
        if (!(error instanceof UnusableFileError)) throw error;
        this.unreadable.push(error);
      }
      onProgress({ stage: 'index', completed: row + 1, total, unit: 'files' });
    }
  }
}
