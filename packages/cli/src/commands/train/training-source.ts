import { checkModeOptions } from '../../arguments/mode-options.js';
import { readDistributionFile } from '../../files/distribution-file.js';
import { readMusic } from '../../files/music.js';
import type { CommandContext } from '../../terminal/context.js';
import type { TrainingSource } from './pair-change.js';
import { type SourceOptions, trainingModeOptions } from './training-modes.js';

/**
 * Reads the music that a mode is made of.
 * @throws UsageError for options that do not go with the mode, UnusableFileError for music that cannot be used
 */
export async function readTrainingSource(options: SourceOptions, context: CommandContext): Promise<TrainingSource> {
  const { mode, distribution = '', music = [] } = options;
  checkModeOptions(trainingModeOptions, mode, options);
  if (mode === 'S') return { mode, distribution: await readDistributionFile(distribution) };
  if (mode === 'R') return { mode, pieces: (await readMusic(music, context)).pieces };
  return { mode };
}
