import type { Command } from 'commander';
import type { Runner } from '../definition.js';
import type { CompactOptions } from './run.js';

const teaching = `
Examples:
  midizero compact scores.mzi

Pieces that were removed or replaced leave their bytes in the file until then. The file is written anew
and takes the place of the old one when it is whole; searches that have that open go on.`;

/** Adds `midizero compact`. */
export function defineCompact(program: Command, run: Runner): void {
  program
    .command('compact')
    .description('Give back the space of pieces that are gone from an index.')
    .argument('<index>', 'index file, made by midizero index')
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((index: string, options: CompactOptions) =>
      run(async (context) => (await import('./run.js')).runCompact(index, options, context)),
    );
}
