import type { Command } from 'commander';
import type { Runner } from '../definition.js';
import type { InfoOptions } from './run.js';

const teaching = `
Examples:
  midizero info scores.mzi
  midizero info scores.mzi --pieces                       the names that midizero remove takes

Vectors are not read, so that this is as quick for a large index. "waste" is the share of the windows whose
pieces are gone: midizero compact gives their space back.`;

/** Adds `midizero info`. */
export function defineInfo(program: Command, run: Runner): void {
  program
    .command('info')
    .description('Say what an index holds: encoder, pieces, windows, views, and where its bytes go.')
    .argument('<index>', 'index file, made by midizero index')
    .option('--pieces', 'list the pieces too')
    .option('--json', 'print one JSON object, pieces among it')
    .addHelpText('after', teaching)
    .action((index: string, options: InfoOptions) =>
      run(async (context) => (await import('./run.js')).runInfo(index, options, context)),
    );
}
