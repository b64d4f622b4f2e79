import { type Command, Option } from 'commander';
import { instrumentOption } from '../../arguments/instrument-option.js';
import { wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import type { IndexOptions } from './run.js';

const teaching = `
Examples:
  midizero index scores/ -o scores.mzi
  midizero index bach/ chopin/ -o pianists.mzi --step 1
  midizero index scores/ -o scores.mzi --encoder my-model/
  midizero index more/ -o scores.mzi --add

Every MIDI file (.mid, .midi, .kar, .rmi), score (MusicXML .musicxml, .xml, .mxl; MEI .mei; ABC .abc;
Humdrum .krn) and recording (WAV, mp3, FLAC, Ogg) below the folders becomes a piece, named by its path
from its folder; of ABC files, every tune. Matches in scores say the bar. Recordings are transcribed,
which takes a while.
Files that cannot be read are reported and left out.

An index that is there already is brought up to date: files that have changed are read again, pieces
whose files are gone are taken out, the rest stays as it is. What is done is kept every few seconds:
stopped or killed, the same command goes on where it was.`;

/** Adds `midizero index`. */
export function defineIndex(program: Command, run: Runner): void {
  program
    .command('index')
    .description('Make folders of MIDI files, scores and recordings searchable: writes one index file.')
    .argument('<folders...>', 'folders, searched with all their subfolders')
    .requiredOption('-o, --output <file>', 'index file to write')
    .option('--encoder <name>', 'a model folder, or "raw" for the pitch-matrix itself (default: the built-in model)')
    .option(
      '--step <frames>',
      'frames from one window to the next; 1 is finer, 2 half the size',
      wholeNumber(1, 1000),
      2,
    )
    .addOption(
      new Option('--precision <type>', 'how vectors are stored; int8 takes a quarter of the space')
        .choices(['int8', 'float32'])
        .default('int8'),
    )
    .addOption(instrumentOption())
    .option('--add', 'keep the pieces of other folders; names begin with the folder then')
    .option('--rebuild', 'begin anew, whatever is in the file')
    .option('--workers <n>', 'threads that read and encode (default: one a core; 0: none)', wholeNumber(0, 256))
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((folders: string[], options: IndexOptions) =>
      run(async (context) => (await import('./run.js')).runIndex(folders, options, context)),
    );
}
