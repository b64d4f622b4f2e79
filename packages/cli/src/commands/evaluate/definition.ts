import { type Command, Option } from 'commander';
import { repeated, someOf, wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import type { EvaluateOptions } from './run.js';

const teaching = `
Example:
  midizero evaluate --root bench --database bench/asap/scores \\
    --pieces bench/asap/scores.csv --truth bench/asap/matching.csv

A list names files (column file, midi_file, score_file or performance_file) and their pieces (piece_id).
The truth has a line for each query: query_id, query_file and piece_id; start_s and end_s cut it from its
file, track picks a track; noise_seed, noise_level and transpose damage it; score_file or target_file and
…_start_s say the right place. Further right places stand beside it: those of matching.csv and of
matching-noisy.csv in matching-repeats.csv.

Whole files are also ranked file by file (nDCG@10 and mean average precision over all files of the
piece); files of the query's title_group but of another piece are left out. --json has the whole
trade-off of right and false answers, and how often answers of a stated confidence are right.`;

/** Adds `midizero evaluate`. */
export function defineEvaluate(program: Command, run: Runner): void {
  program
    .command('evaluate')
    .description('Measure search against ground truth: how often the right piece comes first, and the right place.')
    .addOption(
      new Option('--database <folder>', 'folder of MIDI files or scores to search in; may be repeated')
        .argParser(repeated)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--pieces <csv>', 'list that says which file belongs to which piece; may be repeated')
        .argParser(repeated)
        .makeOptionMandatory(),
    )
    .requiredOption('--truth <csv>', 'queries and their right answers')
    .requiredOption('--root <folder>', 'folder that the paths inside the lists are relative to')
    .addOption(
      new Option('--aggregate <how>', 'how hits become answers: chain or vote')
        .choices(['chain', 'vote'])
        .default('chain'),
    )
    .option('--encoder <name>', 'a model folder, or "raw" for the pitch-matrix itself (default: the built-in model)')
    .addOption(
      new Option(
        '--views <list>',
        'how pieces are read: all notes, the skyline, melody-like parts (default: all three)',
      ).argParser(someOf(['all', 'skyline', 'parts'])),
    )
    .option('--no-fingerprints', 'index pieces without symbolic fingerprints')
    .addOption(
      new Option(
        '--seeds <kind>',
        'what pieces are found by (default: both, where the index has fingerprints)',
      ).choices(['embedding', 'fingerprints', 'both']),
    )
    .option(
      '--approximate',
      'find most of the nearest windows, by a graph (needs the package usearch), not all of them',
    )
    .option('--transpositions <n>', 'also try up to n semitones lower and higher', wholeNumber(0, 12), 0)
    .option('--open-set', 'take half of the pieces out: how many queries are answered that have no answer?')
    .option('--limit <n>', 'evaluate this many queries, drawn at random', wholeNumber(1))
    .option('--seed <n>', 'seed of that draw, and of the pieces taken out', wholeNumber(0), 0)
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((options: EvaluateOptions) =>
      run(async (context) => (await import('./run.js')).runEvaluate(options, context)),
    );
}
