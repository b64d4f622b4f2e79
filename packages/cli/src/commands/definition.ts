import type { Command } from 'commander';
import type { ExitCode } from '../failures/exit-code.js';
import type { CommandContext } from '../terminal/context.js';

/** Runs a command's work with the context of this run. */
export type Runner = (work: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

/**
 * Adds a command to the program. The definition holds arguments and help alone and imports the work when it is asked
 * for, so that `midizero --help` need not load an inference engine.
 */
export type CommandDefinition = (program: Command, run: Runner) => void;
