import { isMidizeroError } from '../../packages/core/src/index.js';
import { readMxl } from '../../packages/midi/src/score/mxl/read-mxl.js';
import type { ReadScoreOptions } from '../../packages/midi/src/score/options.js';
import type { ScoreFile } from '../../packages/midi/src/score/score-file.js';
import type { TextScoreFormat } from '../../packages/midi/src/testing-support/fuzz/formats/text-score-format.js';
import { mutateMxl } from '../../packages/midi/src/testing-support/fuzz/mxl-mutations.js';
import { checkScoreClaims, drawScoreOptions } from '../../packages/midi/src/testing-support/fuzz/score-claims.js';
import { TEXT_SCORE_FORMATS } from '../../packages/midi/src/testing-support/fuzz/score-formats.js';
import { mutateScore } from '../../packages/midi/src/testing-support/fuzz/score-mutations.js';
import { windowsOf } from './downstream.js';
import type { FuzzTarget } from './target.js';

type Read = (bytes: Uint8Array, options: ReadScoreOptions) => ScoreFile[];

function scoreTarget(read: Read, extensions: readonly string[]): Omit<FuzzTarget, 'files' | 'mutate'> {
  return {
    extensions,
    drawOptions: drawScoreOptions,
    read: (bytes, options) => {
      try {
        read(bytes, options);
        return true;
      } catch (error) {
        if (isMidizeroError(error)) return false;
        throw error;
      }
    },
    check: (bytes, options) => {
      for (const file of read(bytes, options)) {
        checkScoreClaims(() => file, options);
        windowsOf(file.notes);
      }
    },
  };
}

function textTarget(format: TextScoreFormat): FuzzTarget {
  const { read, extensions, files } = format;
  return {
    ...scoreTarget(read, extensions),
    files: () => files.map((text) => new TextEncoder().encode(text)),
    mutate: (inputs, random) => mutateScore(format, inputs, random),
  };
}

const { abc, kern, musicxml, mei } = TEXT_SCORE_FORMATS;

export const scoreTargets: Readonly<Record<string, FuzzTarget>> = {
  abc: textTarget(abc),
  kern: textTarget(kern),
  musicxml: textTarget(musicxml),
  mei: textTarget(mei),
  mxl: {
    ...scoreTarget((bytes, options) => [readMxl(bytes, options)], ['.mxl']),
    files: () => [],
    mutate: mutateMxl,
  },
};
