import { childOf, childrenOf, childText, type XmlElement } from '../xml/parse-xml.js';

/** What stands before the music. */
export interface ScoreHeader {
  readonly title: string | undefined;
  readonly composer: string | undefined;
  /**
   * Whether notes marked as cues sound. They do not as a rule; but MuseScore before version 4 marks all small notes so, which
   * it plays: cadenzas, and ornaments written out as hidden notes.
   */
  readonly cueNotesSound: boolean;
  /** By id. */
  readonly parts: ReadonlyMap<string, PartHeader>;
}

export interface PartHeader {
  readonly name: string;
  /** All of it is on MIDI channel 10. */
  readonly isPercussion: boolean;
  /** MIDI note numbers of unpitched instruments, by instrument id. */
  readonly unpitched: ReadonlyMap<string, number>;
}

/** Title, composer and parts of a MusicXML score. */
export function readHeader(root: XmlElement): ScoreHeader {
  const work = childOf(root, 'work');
  const names = [work && childText(work, 'work-title'), childText(root, 'movement-title')];
  const titles = names.filter((name) => name !== undefined);
  const identification = childOf(root, 'identification');
  const creators = identification === undefined ? [] : childrenOf(identification, 'creator');
  const encoding = identification && childOf(identification, 'encoding');
  const partList = childOf(root, 'part-list');
  return {
    title: titles.length === 0 ? creditOf(root, 'title') : [...new Set(titles)].join(': '),
    composer:
      creators.find(({ attributes }) => attributes.type === 'composer')?.text.trim() || creditOf(root, 'composer'),
    cueNotesSound: /^MuseScore [0-3]\./.test((encoding && childText(encoding, 'software')) ?? ''),
    parts: new Map(
      (partList ? childrenOf(partList, 'score-part') : []).map((part) => [part.attributes.id ?? '', readPart(part)]),
    ),
  };
}

/** Words printed on the first page that are said to be the title or the composer. */
function creditOf(root: XmlElement, type: string): string | undefined {
  const credit = childrenOf(root, 'credit').find((each) => childText(each, 'credit-type') === type);
  return credit && childText(credit, 'credit-words');
}

function readPart(part: XmlElement): PartHeader {
  const unpitched = new Map<string, number>();
  let isPercussion = false;
  for (const instrument of childrenOf(part, 'midi-instrument')) {
    const note = Number(childText(instrument, 'midi-unpitched'));
    // Counted from 1 there.
    if (Number.isInteger(note) && note >= 1 && note <= 128) unpitched.set(instrument.attributes.id ?? '', note - 1);
    if (childText(instrument, 'midi-channel') === '10') isPercussion = true;
  }
  return { name: childText(part, 'part-name') ?? '', isPercussion, unpitched };
}
