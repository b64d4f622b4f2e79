import type { Command } from 'commander';
import type { Runner } from '../definition.js';
import type { DistributionOptions } from './run.js';

const teaching = `
Examples:
  midizero distribution scores/ -o frames.arrow
  midizero distribution bach/ chopin/ -o frames.arrow --plot              draws frames.svg
  midizero datagen --mode S --distribution frames.arrow -o data.arrow     uses what was counted
  midizero train --mode S --distribution frames.arrow -o my-model/

A frame is the notes that begin together. The file says how often each different frame occurs and which
follows it how often; of the pieces themselves it holds nothing more. The mean and standard deviation
of pitches and note counts, which this prints, also serve as --p-mean, --p-std, --n-mean and --n-std of
midizero datagen. Files that cannot be read are reported and left out. Nothing is written in part.`;

/** Adds `midizero distribution`. */
export function defineDistribution(program: Command, run: Runner): void {
  program
    .command('distribution')
    .description(
      'Count the frames of MIDI files and scores, and which follows which: what generated music can be made from.',
    )
    .argument('<folders...>', 'folders, searched with all their subfolders')
    .requiredOption('-o, --output <file>', 'file to write, in Arrow IPC')
    .option('--plot [svg]', 'draw how often pitches and note counts occur (default: beside the output)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((folders: string[], options: DistributionOptions) =>
      run(async (context) => (await import('./run.js')).runDistribution(folders, options, context)),
    );
}
