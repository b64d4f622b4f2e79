import type { Command } from 'commander';
import { probability, wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import type { DuplicatesCommandOptions } from './run.js';

const teaching = `
Examples:
  midizero duplicates scores.mzi
  midizero duplicates scores.mzi --share 0.8              near-copies alone
  midizero duplicates scores.mzi --transpositions 0       copies in the same key, several times as fast

Of each two pieces the longer one comes first. Exit code 1 means that there are none.`;

/** Adds `midizero duplicates`. */
export function defineDuplicates(program: Command, run: Runner): void {
  program
    .command('duplicates')
    .description('Find pieces of an index that share most of their music, also transposed or re-timed.')
    .argument('<index>', 'index file, made by midizero index')
    .option('--share <share>', "share of the shorter piece's notes that must be in common, 0 to 1", probability, 0.5)
    .option('--transpositions <n>', 'also compare up to n semitones lower and higher', wholeNumber(0, 12), 6)
    .option('--samples <n>', 'windows of each piece that look for others', wholeNumber(1, 1000), 16)
    .option('--encoder <name>', 'model folder of the encoder that made the index, where it is not the built-in one')
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((index: string, options: DuplicatesCommandOptions) =>
      run(async (context) => (await import('./run.js')).runDuplicates(index, options, context)),
    );
}
