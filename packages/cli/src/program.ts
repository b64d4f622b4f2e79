import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { defineCompact } from './commands/compact/definition.js';
import { defineDatagen } from './commands/datagen/definition.js';
import type { CommandDefinition, Runner } from './commands/definition.js';
import { defineDistribution } from './commands/distribution/definition.js';
import { defineDuplicates } from './commands/duplicates/definition.js';
import { defineEvaluate } from './commands/evaluate/definition.js';
import { defineIndex } from './commands/index/definition.js';
import { defineInfo } from './commands/info/definition.js';
import { defineInspect } from './commands/inspect/definition.js';
import { defineLive } from './commands/live/definition.js';
import { defineRemove } from './commands/remove/definition.js';
import { defineSearch } from './commands/search/definition.js';
import { defineTrain } from './commands/train/definition.js';
import { defineTranscribe } from './commands/transcribe/definition.js';
import type { OutputStream } from './terminal/context.js';

const teaching = `
Where to begin:
  midizero index scores/ -o scores.mzi            make a folder of music searchable
  midizero search scores.mzi take.mid             which piece is this, and where in it?
  midizero inspect take.mid                       what midizero sees in a file
  midizero transcribe take.wav -o take.mid        the notes of a recording

Exit codes: 0 done, 1 no result, 2 unusable arguments or input (one line on stderr), 130 stopped.
midizero COMMAND --help explains a command.`;

const commands: readonly CommandDefinition[] = [
  defineIndex,
  defineSearch,
  defineLive,
  defineDuplicates,
  defineInfo,
  defineRemove,
  defineCompact,
  defineInspect,
  defineTranscribe,
  defineTrain,
  defineEvaluate,
  defineDatagen,
  defineDistribution,
];

/**
 * The command line as a commander program that neither exits the process nor prints errors: it throws them.
 * @param stdout where help is written
 * @param run called with the work of the command that was asked for
 */
export function createProgram(stdout: OutputStream, run: Runner): Command {
  const program = new Command('midizero')
    .description('Names the piece that notes come from, and the place in it.')
    .usage('COMMAND [arguments]')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', teaching)
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => {}, outputError: () => {} })
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  for (const define of commands) define(program, run);
  return program;
}

function readVersion(): string {
  // One folder up from src and from dist alike.
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
