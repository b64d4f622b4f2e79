import { type Command, Option } from 'commander';
import { instrumentOption } from '../../arguments/instrument-option.js';
import { probability, secondsOrClock, wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import type { SearchOptions } from './run.js';

const teaching = `
Examples:
  midizero search scores.mzi take.mid
  midizero search scores.mzi concert.mid --start 12:30 --end 12:40     ten seconds of a long recording
  midizero search scores.mzi take.mid --transpositions 6               in whatever key it was played
  midizero search scores.mzi song.mid --track 1 --json                 the melody's track alone
  midizero search library.mzi theme.musicxml                           notes from a score
  midizero search library.mzi take.mp3 --instrument guitar             notes from a recording
  midizero search scores.mzi take.mid --min-confidence 0.9             say nothing rather than be wrong
  midizero search scores.mzi take.mid --explain                        which notes say so
  midizero search scores.mzi take.mid --explain evidence.svg           the same as a picture

The encoder is the one that made the index. Confidence is the probability that a match is right.
Exit code 1 means that nothing was found, or nothing sure enough.`;

/** Adds `midizero search`. */
export function defineSearch(program: Command, run: Runner): void {
  program
    .command('search')
    .description('Find the pieces that music, or a part of it, comes from, and the place in them.')
    .argument('<index>', 'index file, made by midizero index')
    .argument('<query>', 'MIDI file, score or recording to look for')
    .option('--start <time>', 'where the query begins in its file: seconds, or m:ss.s', secondsOrClock)
    .option('--end <time>', 'where the query ends in its file', secondsOrClock)
    .option('--track <number>', 'only the notes of this track, counted from 0', wholeNumber(0, 65_535))
    .option('--transpositions <n>', 'also try up to n semitones lower and higher', wholeNumber(0, 12), 0)
    .addOption(
      new Option('--aggregate <how>', 'chain: hits that advance together, with the place; vote: count hits')
        .choices(['chain', 'vote'])
        .default('chain'),
    )
    .addOption(
      new Option(
        '--seeds <kind>',
        'what pieces are found by (default: both, where the index has fingerprints)',
      ).choices(['embedding', 'fingerprints', 'both']),
    )
    .option('--min-confidence <p>', 'leave out matches of less confidence, 0 to 1', probability, 0)
    .option('--limit <n>', 'how many pieces to show', wholeNumber(1, 10_000), 10)
    .option('--encoder <name>', 'model folder of the encoder that made the index, where it is not the built-in one')
    .addOption(instrumentOption())
    .option('--recover', 'read what is left of a file that was cut off')
    .option('--explain [svg]', 'print the notes that the first match rests on, or draw them into an SVG file')
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((index: string, query: string, options: SearchOptions) =>
      run(async (context) => (await import('./run.js')).runSearch(index, query, options, context)),
    );
}
