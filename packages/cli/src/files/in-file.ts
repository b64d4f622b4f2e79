import { UnusableFileError } from '../failures/errors.js';
import { reasonOf } from '../failures/reason.js';

/**
 * Runs `work` on a file or folder and puts its path before what midizero or the operating system find wrong with it:
 * readers of bytes do not know where the bytes came from.
 * @throws UnusableFileError, with the error as its cause; other errors pass as they are
 */
export async function inFile<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new UnusableFileError(path, reason, { cause: error });
  }
}
