import type { Command } from 'commander';
import type { Runner } from '../definition.js';
import type { InspectOptions } from './run.js';

const teaching = `
Examples:
  midizero inspect prelude.mid
  midizero inspect prelude.mid --json
  midizero inspect prelude.mid --picture prelude.svg

Notes become frames (notes that begin together), and frames become windows, which an encoder turns into
vectors. Percussion and notes off the piano's 88 keys are left out of frames.`;

/** Adds `midizero inspect`. */
export function defineInspect(program: Command, run: Runner): void {
  program
    .command('inspect')
    .description(
      'Show what midizero sees in a MIDI file or score: notes, tracks, frames, windows, and what is odd about it.',
    )
    .argument('<file>', 'MIDI file or score')
    .option('--picture <svg>', 'draw the first 40 frames into this SVG file')
    .option('--recover', 'read what is left of a file that was cut off')
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((file: string, options: InspectOptions) =>
      run(async (context) => (await import('./run.js')).runInspect(file, options, context)),
    );
}
