import { type Command, Option } from 'commander';
import { positiveNumber, repeated, wholeNumber } from '../../arguments/parsers.js';
import type { Runner } from '../definition.js';
import { trainingDamages } from './pair-change.js';
import type { TrainOptions } from './run.js';
import { trainingModes } from './training-modes.js';

// Named here too, so that asking for help does not load the training code.
const architectureNames: readonly NonNullable<TrainOptions['architecture']>[] = ['pitch-resnet', 'resnet34'];

const teaching = `
Examples:
  midizero train --minutes 10 -o my-model/
  midizero train --mode texture --minutes 60 --seed 7 -o my-model/
  midizero train --mode S --distribution frames.arrow -o my-model/
  midizero train --minutes 60 --seed 7 -o my-model/ --resume       go on after Ctrl-C or a crash
  midizero index scores/ -o scores.mzi --encoder my-model/             use what was trained

Training starts from random weights, or from --initial-weights: what an earlier training left as
training/weights.safetensors, or a ResNet-34 with PyTorch's names. With --validate-every the model gets
the weights of the best validation. The same seed makes the same pairs. Modes: P draws the notes of a
frame from normal distributions, C evenly; singing has one note a frame; texture makes plausible voices
and chords in time. These need no music; S walks over the frames that midizero distribution has counted
in some, and R takes windows of real pieces (--music). Damage changes timed notes as amateurs and
transcription do; with none, frames are edited as in the MIDI-Zero paper.

The model is written in the end, whole. On the way the folder's training/ gets checkpoints, metrics.jsonl
and curve.svg. --resume needs the options that the training began with; with --steps it then ends with
the same model, bit for bit, as without the interruption. resnet34 is the network of the paper: 13 times
the parameters, and 25 times the work, of pitch-resnet.`;

/** Adds `midizero train`. */
export function defineTrain(program: Command, run: Runner): void {
  program
    .command('train')
    .description('Train an encoder, from random weights to a model folder: on synthetic music, or on your own.')
    .requiredOption('-o, --output <folder>', 'model folder to write')
    .addOption(new Option('--mode <name>', 'what pairs are made of').choices(trainingModes).default('P'))
    .option('--distribution <file>', 'frames for mode S, from midizero distribution')
    .option('--music <folder>', 'MIDI files and scores for mode R, with all subfolders; may be repeated', repeated)
    .addOption(
      new Option('--damage <preset>', 'how notes are damaged in time (default: realistic)').choices(trainingDamages),
    )
    .addOption(
      new Option('--minutes <n>', 'stop after this time (default: 10)')
        .argParser(positiveNumber)
        .conflicts(['steps', 'epochs']),
    )
    .addOption(new Option('--steps <n>', 'stop after so many batches').argParser(wholeNumber(1)).conflicts('epochs'))
    .addOption(new Option('--epochs <n>', 'stop after so many epochs').argParser(wholeNumber(1)))
    .option('--epoch-pairs <pairs>', 'pairs of an epoch (default: 2000000)', wholeNumber(1))
    .option('--batch-size <pairs>', 'pairs in a batch', wholeNumber(2, 65_536), 256)
    .option('--seed <n>', 'seed of weights and pairs', wholeNumber(0), 0)
    .addOption(
      new Option('--architecture <name>', 'network to train (default: pitch-resnet)').choices(architectureNames),
    )
    .option('--initial-weights <file>', 'safetensors file of weights to begin from, instead of random ones')
    .option('--resume', 'go on with the interrupted training in the folder')
    .option('--checkpoint-every <minutes>', 'minutes between two checkpoints (default: 1)', positiveNumber)
    .option('--validate-every <steps>', 'measure recall on held-out pairs', wholeNumber(1))
    .option('--patience <n>', 'stop after so many validations without a better one', wholeNumber(1))
    .option('--json', 'print one JSON object')
    .addHelpText('after', teaching)
    .action((options: TrainOptions) => run(async (context) => (await import('./run.js')).runTrain(options, context)));
}
