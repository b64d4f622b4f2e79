import { type Command, Option } from 'commander';
import { anyNumber, partOf, pitchRange, positiveNumber, repeated, wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import type { DatagenOptions } from './run.js';
import { sampleModes } from './sample-modes.js';

const teaching = `
Examples:
  midizero datagen --mode P --samples 10000 --seed 1 -o data.arrow
  midizero datagen --mode C --note-max 4 --pitch-range 48-72 -o data.arrow
  midizero datagen --mode S --distribution frames.arrow -o data.arrow
  midizero datagen --mode R --music scores/ --durations -o data.arrow
  midizero datagen --samples 20000000 --shard 1/4 -o data-1.arrow     one of four machines' parts

A sample is a window of frames, and a frame the notes that begin together. Modes and their options:
  P        note counts and pitches from truncated normal distributions (--note-max, --pitch-range,
           --p-mean, --p-std, --n-mean, --n-std, --without-replacement)
  C        1 to --note-max different pitches of --pitch-range, all equally likely
  S        what follows the frame before in real music (--distribution, from midizero distribution)
  R        windows of real pieces (--music, --step, --weighting)
  singing  one note near the one before (--pitch-range, --first-mean, --first-std, --step-std)

The same seed and options give the same samples, whatever --workers is; the parts of all shards, one
after the other, are the whole. The file is Arrow IPC, for pyarrow, polars and DuckDB: column pitches
has for each sample a list of frames, and duration_seconds is beside it. Nothing is written in part.`;

/** Adds `midizero datagen`. */
export function defineDatagen(program: Command, run: Runner): void {
  program
    .command('datagen')
    .description('Generate training samples, windows of frames, into one Arrow file.')
    .requiredOption('-o, --output <file>', 'file to write, in Arrow IPC')
    .addOption(new Option('--mode <name>', 'what windows are made of').choices(sampleModes).default('P'))
    .option('--samples <n>', 'number of samples, of all shards together', wholeNumber(0), 2_000_000)
    .option('--seed <n>', 'seed of the samples', wholeNumber(0), 0)
    .option('--window-frames <n>', 'frames in a window', wholeNumber(1, 10_000), 10)
    .option('--durations', 'give each note a duration: in mode R its own, else one from 0.01 to 2 s')
    .option('--note-max <n>', 'most notes in a frame (default: 12)', wholeNumber(1, 88))
    .option('--pitch-range <low-high>', 'lowest and highest MIDI note number (default: 21-108)', pitchRange)
    .option('--p-mean <pitch>', 'mean of the pitches (default: 64)', anyNumber)
    .option('--p-std <semitones>', 'standard deviation of the pitches (default: 24)', positiveNumber)
    .option('--n-mean <notes>', "mean of a frame's note count; 0 as for solo piano (default: 6)", anyNumber)
    .option('--n-std <notes>', 'standard deviation of the note count (default: 2.5)', positiveNumber)
    .option('--without-replacement', 'draw different pitches, so that none fall together')
    .option('--distribution <file>', 'frames to walk over')
    .option(
      '--music <folder>',
      'MIDI files and scores to take windows of, with all subfolders; may be repeated',
      repeated,
    )
    .option('--step <frames>', "frames from one window's start to the next one's (default: 5)", wholeNumber(1))
    .addOption(
      new Option('--weighting <how>', 'pieces by their length, or each alike (default: length)').choices([
        'length',
        'piece',
      ]),
    )
    .option('--first-mean <pitch>', 'mean of the first pitch (default: 62)', anyNumber)
    .option('--first-std <semitones>', 'standard deviation of the first pitch (default: 9)', positiveNumber)
    .option('--step-std <semitones>', 'standard deviation of steps (default: 2)', positiveNumber)
    .option('--shard <i/n>', 'make part i of n parts, from 1/n to n/n', partOf)
    .option('--workers <n>', 'threads (default: one for each processor core)', wholeNumber(1, 1024))
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((options: DatagenOptions) =>
      run(async (context) => (await import('./run.js')).runDatagen(options, context)),
    );
}
