import type { Command } from 'commander';
import { notNegative, probability, wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import type { LiveCommandOptions } from './run.js';

const teaching = `
Examples:
  midizero live scores.mzi take.mid                        as it was played
  midizero live scores.mzi take.mid --speed 0 --json       as fast as answers come, a JSON object a line
  amidi --port hw:1,0,0 --receive /dev/stdout | midizero live scores.mzi      from a MIDI keyboard, on Linux

Without a file it reads stdin: the bytes that a MIDI device sends, or lines such as {"pitch": 60, "seconds": 1.25};
without "seconds", a note is played when its line arrives. A line is printed when the answer changes, and once a
second. Exit code 1 means that nothing was found in the end.`;

/** Adds `midizero live`. */
export function defineLive(program: Command, run: Runner): void {
  program
    .command('live')
    .description('Follow someone who plays: which piece is it, and where in it are they now?')
    .argument('<index>', 'index file, made by midizero index')
    .argument('[file]', 'MIDI file to play; stdin where it is left out')
    .option('--speed <factor>', 'how many times as fast as the file says; 0: as fast as answers come', notNegative, 1)
    .option('--transpositions <n>', 'also try up to n semitones lower and higher', wholeNumber(0, 12), 0)
    .option('--frames <n>', 'onset groups looked back at', wholeNumber(4, 10_000), 48)
    .option('--min-confidence <p>', 'say nothing unless a piece is right with this probability', probability, 0)
    .option('--encoder <name>', 'model folder of the encoder that made the index, where it is not the built-in one')
    .option('--json', 'print a JSON object for each answer, a line each')
    .addHelpText('after', teaching)
    .action((index: string, file: string | undefined, options: LiveCommandOptions) =>
      run(async (context) => (await import('./run.js')).runLive(index, file, options, context)),
    );
}
