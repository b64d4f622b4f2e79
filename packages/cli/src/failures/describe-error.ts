import { CommanderError } from 'commander';
import { isSystemError, reasonOf } from './reason.js';

/**
 * What went wrong in one line: what, where, and what to do. Errors that no part of midizero threw on purpose are
 * marked as internal, so that people know to report them.
 */
export function describeError(error: unknown): string {
  if (error instanceof CommanderError) return describeCommandLine(error);
  const reason = reasonOf(error);
  if (reason !== undefined) return oneLine(isSystemError(error) && error.path ? `${error.path}: ${reason}` : reason);
  const message = error instanceof Error ? error.message : String(error);
  return oneLine(`internal error: ${message} (MIDIZERO_DEBUG=1 shows where)`);
}

function describeCommandLine({ code, message }: CommanderError): string {
  // What commander does where no command is given: it shows its help, as an error.
  if (code === 'commander.help') return 'no command given; midizero --help shows them';
  return oneLine(message.replace(/^error: /, ''));
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ');
}
