import { isMidizeroError } from '@midizero/core';
import { CommanderError } from 'commander';

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'exists already',
  EISDIR: 'is a directory; a file is needed here',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'is a file; a directory is needed here',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/**
 * What went wrong in one line: what, where, and what to do. Errors that no part of midizero threw on purpose are
 * marked as internal, so that people know to report them.
 */
export function describeError(error: unknown): string {
  if (error instanceof CommanderError) return oneLine(error.message.replace(/^error: /, ''));
  if (isMidizeroError(error)) return oneLine(error.message);
  if (isSystemError(error)) {
    const reason = systemErrors[error.code] ?? error.message;
    return oneLine(error.path === undefined ? reason : `${error.path}: ${reason}`);
  }
  const message = error instanceof Error ? error.message : String(error);
  return oneLine(`internal error: ${message} (MIDIZERO_DEBUG=1 shows where)`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ');
}
