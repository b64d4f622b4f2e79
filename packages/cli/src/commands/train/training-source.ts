import { checkModeOptions, type ModeOptions } from '../../arguments/mode-options.js';
import { readDistributionFile } from '../../files/distribution-file.js';
import { readMusic } from '../../files/music.js';
import type { CommandContext } from '../../terminal/context.js';
import type { TrainingMode, TrainingSource } from './pair-change.js';

/** Where the music of a mode is. */
export interface SourceOptions {
  readonly mode: TrainingMode;
  /** File that `midizero distribution` wrote. */
  readonly distribution?: string;
  /** Folders of MIDI files. */
  readonly music?: readonly string[];
}

const modeOptions: Readonly<Record<TrainingMode, ModeOptions<'distribution' | 'music'>>> = {
  P: { takes: [] },
  C: { takes: [] },
  S: { takes: ['distribution'], needs: { distribution: 'a file from midizero distribution' } },
  R: { takes: ['music'], needs: { music: 'a folder of MIDI files' } },
  singing: { takes: [] },
  texture: { takes: [] },
};

export const trainingModes: readonly TrainingMode[] = Object.keys(modeOptions) as TrainingMode[];

/**
 * Reads the music that a mode is made of.
 * @throws UsageError for options that do not go with the mode, UnusableFileError for music that cannot be used
 */
export async function readTrainingSource(options: SourceOptions, context: CommandContext): Promise<TrainingSource> {
  const { mode, distribution = '', music = [] } = options;
  checkModeOptions(modeOptions, mode, options);
  if (mode === 'S') return { mode, distribution: await readDistributionFile(distribution) };
  if (mode === 'R') return { mode, pieces: (await readMusic(music, context)).pieces };
  return { mode };
}
