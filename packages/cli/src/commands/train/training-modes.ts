import type { ModeOptions } from '../../arguments/mode-options.js';
import type { TrainingMode } from './pair-change.js';

// Apart from what reads the music: asking for help loads this file.

/** Where the music of a mode is. */
export interface SourceOptions {
  readonly mode: TrainingMode;
  /** File that `midizero distribution` wrote. */
  readonly distribution?: string;
  /** Folders of music files. */
  readonly music?: readonly string[];
}

/** What each mode takes of its own. */
export const trainingModeOptions: Readonly<Record<TrainingMode, ModeOptions<'distribution' | 'music'>>> = {
  P: { takes: [] },
  C: { takes: [] },
  S: { takes: ['distribution'], needs: { distribution: 'a file from midizero distribution' } },
  R: { takes: ['music'], needs: { music: 'a folder of music files' } },
  singing: { takes: [] },
  texture: { takes: [] },
};

export const trainingModes: readonly TrainingMode[] = Object.keys(trainingModeOptions) as TrainingMode[];
