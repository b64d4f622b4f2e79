import type { NormalFramesOptions, PitchRange, RealWindowsOptions, WindowSource } from '@midizero/datagen';
import { checkModeOptions, type ModeOptions } from '../../arguments/mode-options.js';
import { readDistributionFile } from '../../files/distribution-file.js';
import { readMusic } from '../../files/music.js';
import type { CommandContext } from '../../terminal/context.js';

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
  /** Folders of MIDI files. */
  readonly music?: readonly string[];
  readonly step?: number;
  readonly weighting?: NonNullable<RealWindowsOptions['weighting']>;
  readonly firstMean?: number;
  readonly firstStd?: number;
  readonly stepStd?: number;
}

const modeOptions: Readonly<Record<SampleMode, ModeOptions<keyof ModeSpecificOptions>>> = {
  P: { takes: ['noteMax', 'pitchRange', 'pMean', 'pStd', 'nMean', 'nStd', 'withoutReplacement'] },
  C: { takes: ['noteMax', 'pitchRange'] },
  S: { takes: ['distribution'], needs: { distribution: 'a file from midizero distribution' } },
  R: { takes: ['music', 'step', 'weighting'], needs: { music: 'a folder of MIDI files' } },
  singing: { takes: ['pitchRange', 'firstMean', 'firstStd', 'stepStd'] },
};

export const sampleModes: readonly SampleMode[] = Object.keys(modeOptions) as SampleMode[];

/**
 * A mode with its options, as datagen takes it, and the music that it is made of.
 * @throws UsageError for options that do not go with the mode, UnusableFileError for music that cannot be used
 */
export async function readWindowSource(
  options: ModeSpecificOptions & { readonly mode: SampleMode; readonly windowFrames: number },
  context: CommandContext,
): Promise<WindowSource> {
  const { mode, windowFrames, distribution = '', music = [], withoutReplacement } = options;
  checkModeOptions(modeOptions, mode, options);
  switch (mode) {
    case 'P': {
      const given = pick(options, ['noteMax', 'pitchRange', 'pMean', 'pStd', 'nMean', 'nStd']);
      const replacement: Pick<NormalFramesOptions, 'withReplacement'> =
        withoutReplacement === undefined ? {} : { withReplacement: !withoutReplacement };
      return { mode, windowFrames, ...given, ...replacement };
    }
    case 'C':
      return { mode, windowFrames, ...pick(options, ['noteMax', 'pitchRange']) };
    case 'S':
      return { mode, windowFrames, distribution: await readDistributionFile(distribution) };
    case 'R': {
      const { pieces } = await readMusic(music, context);
      return { mode, windowFrames, pieces, ...pick(options, ['step', 'weighting']) };
    }
    case 'singing':
      return { mode, windowFrames, ...pick(options, ['pitchRange', 'firstMean', 'firstStd', 'stepStd']) };
  }
}

/** The named options that were given. */
function pick<T extends object, K extends keyof T>(options: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.flatMap((name) => (name in options ? [[name, options[name]]] : []))) as Pick<T, K>;
}
