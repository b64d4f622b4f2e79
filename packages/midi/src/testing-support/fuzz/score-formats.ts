import { abcFormat } from './formats/abc.js';
import { kernFormat } from './formats/kern.js';
import { meiFormat } from './formats/mei.js';
import { musicxmlFormat } from './formats/musicxml.js';
import type { TextScoreFormat } from './formats/text-score-format.js';

/** Formats of scores as text, by the names that the fuzzer's targets have. */
export const TEXT_SCORE_FORMATS: Readonly<Record<'abc' | 'kern' | 'musicxml' | 'mei', TextScoreFormat>> = {
  abc: abcFormat,
  kern: kernFormat,
  musicxml: musicxmlFormat,
  mei: meiFormat,
};
