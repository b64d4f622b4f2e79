import { isMidizeroError } from '@midizero/core';
import { UnusableFileError } from '../failures/errors.js';
import { isSystemError, systemReason } from '../failures/system-error.js';

/**
 * Runs `work` on a file or folder and puts its path before what midizero or the operating system find wrong with it:
 * readers of bytes do not know where the bytes came from.
 * @throws UnusableFileError, with the error as its cause; other errors pass as they are
 */
export async function inFile<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = isSystemError(error) ? systemReason(error) : isMidizeroError(error) ? error.message : undefined;
    if (reason === undefined) throw error;
    throw new UnusableFileError(path, reason, { cause: error });
  }
}
