import type { Random } from '@midizero/core';
import type { TextScoreFormat } from './formats/text-score-format.js';
import { mutateText } from './text-mutations.js';
import { mutateXml } from './xml-mutations.js';

/** A damaged copy of a score: of formats in XML mostly one whose markup is sound, so that it is read and not refused. */
export function mutateScore(
  { words, elements }: Pick<TextScoreFormat, 'words' | 'elements'>,
  files: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  if (elements === undefined || random.chance(0.2)) return mutateText(files, words, random);
  const text = mutateXml(files, elements, random);
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
