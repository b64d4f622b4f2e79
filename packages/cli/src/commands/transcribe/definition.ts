import type { Command } from 'commander';
import { instrumentOption } from '../../arguments/instrument-option.js';
import type { Runner } from '../definition.js';
import type { TranscribeOptions } from './run.js';

const teaching = `
Examples:
  midizero transcribe take.wav -o take.mid
  midizero transcribe hummed.mp3 -o tune.mid --instrument voice      one note at a time
  midizero search scores.mzi take.mid --start 12 --end 22            which piece was it?

How loud a note is in the file says how sure the network is of it. A few will be wrong or missing;
enough are right to find the piece by.`;

/** Adds `midizero transcribe`. */
export function defineTranscribe(program: Command, run: Runner): void {
  program
    .command('transcribe')
    .description('Write down the notes of a recording as a MIDI file.')
    .argument('<recording>', 'WAV, mp3, FLAC or Ogg file')
    .requiredOption('-o, --output <file>', 'MIDI file to write')
    .addOption(instrumentOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((recording: string, options: TranscribeOptions) =>
      run(async (context) => (await import('./run.js')).runTranscribe(recording, options, context)),
    );
}
