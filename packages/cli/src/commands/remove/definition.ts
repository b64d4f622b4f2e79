import type { Command } from 'commander';
import type { Runner } from '../definition.js';
import type { RemoveOptions } from './run.js';

const teaching = `
Examples:
  midizero remove scores.mzi bach/bwv846.mid
  midizero remove scores.mzi 'bach/**' --dry-run          what would go?
  midizero remove scores.mzi '*.krn' 'tunes.abc#*' && midizero compact scores.mzi

A piece is named as midizero info --pieces lists it, or by a pattern: * stands for anything but /, ** for
anything, {a,b} for either. If one of them names no piece, nothing is removed.`;

/** Adds `midizero remove`. */
export function defineRemove(program: Command, run: Runner): void {
  program
    .command('remove')
    .description('Take pieces out of an index.')
    .argument('<index>', 'index file, made by midizero index')
    .argument('<pieces...>', 'names of pieces, or patterns in quotes')
    .option('--dry-run', 'say which pieces would go, and leave the file as it is')
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((index: string, pieces: string[], options: RemoveOptions) =>
      run(async (context) => (await import('./run.js')).runRemove(index, pieces, options, context)),
    );
}
