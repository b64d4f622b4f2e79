import type { NormalFramesOptions, WindowSource } from '@midizero/datagen';
import { checkModeOptions } from '../../arguments/mode-options.js';
import { readDistributionFile } from '../../files/distribution-file.js';
import { readMusic } from '../../files/music.js';
import type { CommandContext } from '../../terminal/context.js';
import { type ModeSpecificOptions, type SampleMode, sampleModeOptions } from './sample-modes.js';

/**
 * A mode with its options, as datagen takes it, and the music that it is made of.
 * @throws UsageError for options that do not go with the mode, UnusableFileError for music that cannot be used
 */
export async function readWindowSource(
  options: ModeSpecificOptions & { readonly mode: SampleMode; readonly windowFrames: number },
  context: CommandContext,
): Promise<WindowSource> {
  const { mode, windowFrames, distribution = '', music = [], withoutReplacement } = options;
  checkModeOptions(sampleModeOptions, mode, options);
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
