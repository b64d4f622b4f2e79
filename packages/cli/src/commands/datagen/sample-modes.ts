import type { PitchRange, RealWindowsOptions, WindowSource } from '@midizero/datagen';
import type { ModeOptions } from '../../arguments/mode-options.js';

// Apart from what reads the music: asking for help loads this file.

export type SampleMode = Exclude<WindowSource['mode'], 'mixture'>;

/** Options of single modes, as the command line has them. */
export interface ModeSpecificOptions {
  readonly noteMax?: number;
  readonly pitchRange?: PitchRange;
  readonly pMean?: number;
  readonly pStd?: number;
  readonly nMean?: number;
  readonly nStd?: number;
  readonly withoutReplacement?: boolean;
  /** File that `midizero distribution` wrote. */
  readonly distribution?: string;
  /** Folders of music files. */
  readonly music?: readonly string[];
  readonly step?: number;
  readonly weighting?: NonNullable<RealWindowsOptions['weighting']>;
  readonly firstMean?: number;
  readonly firstStd?: number;
  readonly stepStd?: number;
}

/** What each mode takes of its own. */
export const sampleModeOptions: Readonly<Record<SampleMode, ModeOptions<keyof ModeSpecificOptions>>> = {
  P: { takes: ['noteMax', 'pitchRange', 'pMean', 'pStd', 'nMean', 'nStd', 'withoutReplacement'] },
  C: { takes: ['noteMax', 'pitchRange'] },
  S: { takes: ['distribution'], needs: { distribution: 'a file from midizero distribution' } },
  R: { takes: ['music', 'step', 'weighting'], needs: { music: 'a folder of music files' } },
  singing: { takes: ['pitchRange', 'firstMean', 'firstStd', 'stepStd'] },
};

export const sampleModes: readonly SampleMode[] = Object.keys(sampleModeOptions) as SampleMode[];
