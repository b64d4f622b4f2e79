import { isMidizeroError } from '@midizero/core';

const systemReasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'exists already',
  EISDIR: 'is a directory; a file is needed here',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'is not a directory; one is needed here',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/** An error of the operating system, as Node throws it. */
export type SystemError = NodeJS.ErrnoException & { readonly code: string };

/** True for errors of the operating system, such as a missing file. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** What an error that can be expected says, without a path before it; undefined for any other error. */
export function reasonOf(error: unknown): string | undefined {
  if (isMidizeroError(error)) return error.message;
  if (isSystemError(error)) return systemReasons[error.code] ?? error.message;
  return undefined;
}
