import { marksOfWords } from '../model/jump-words.js';
import type { JumpMarks } from '../model/written-score.js';
import { childrenOf, type XmlElement } from '../xml/parse-xml.js';

/** What a `sound` says about the order of measures. Labels that several readers leave empty or call 1 are the usual ''. */
export function marksOfSound({ attributes }: XmlElement): JumpMarks {
  const { segno, coda, tocoda, dalsegno, dacapo, fine } = attributes;
  return {
    ...(segno !== undefined && { segno }),
    ...(coda !== undefined && { coda }),
    ...(tocoda !== undefined && { toCoda: tocoda }),
    ...(dalsegno !== undefined && { dalSegno: dalsegno }),
    ...(dacapo === 'yes' && { daCapo: true }),
    ...(fine !== undefined && fine !== 'no' && { fine: true }),
  };
}

/** The words of a direction, joined: a sentence may be in several. */
export function marksOfDirectionWords(types: readonly XmlElement[]): JumpMarks {
  return marksOfWords(
    types
      .flatMap((type) => childrenOf(type, 'words'))
      .map(({ text }) => text.trim())
      .join(' '),
  );
}
