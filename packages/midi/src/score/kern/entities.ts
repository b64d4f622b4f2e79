import { lookUp } from '../model/look-up.js';

/** Marks that combine with the letter before them, by how names of HTML entities end. */
const MARKS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
};
const LETTERS: Readonly<Record<string, string>> = {
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oslash: 'ø',
  Oslash: 'Ø',
  amp: '&',
};

/** Text whose letters with accents are written as HTML entities, as reference records have it: `gn&auml;diglich`. */
export function decodeEntities(text: string): string {
  return text.replace(/&([A-Za-z])([a-z]{1,7});/g, (entity, letter: string, rest: string) => {
    const mark = lookUp(MARKS, rest);
    return mark === undefined ? (lookUp(LETTERS, letter + rest) ?? entity) : (letter + mark).normalize('NFC');
  });
}
