/** A MusicXML score of one part with the content of its measures, which are numbered from 1. */
export function musicXml(...measures: string[]): string {
  return partwise(measures.map((content, index) => `<measure number="${index + 1}">${content}</measure>`).join(''));
}

/** A MusicXML score of one part with its measures as they are. */
export function partwise(measures: string, header = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise version="4.0">${header}
<part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>
<part id="P1">${measures}</part>
</score-partwise>`;
}

/** `<attributes>` with divisions, and what else stands in them. */
export function attributes(divisions: number, rest = ''): string {
  return `<attributes><divisions>${divisions}</divisions>${rest}</attributes>`;
}

/** A note such as `note('C#4', 2)`; what else stands in it, before (`<chord/>`, `<grace/>`) and behind. */
export function note(name: string, duration: number | undefined, behind = '', before = ''): string {
  const [, step, accidental, octave] = /^([A-G])([#b]?)(\d)$/.exec(name)!;
  const alter = accidental === '' ? '' : `<alter>${accidental === '#' ? 1 : -1}</alter>`;
  const pitch = `<pitch><step>${step}</step>${alter}<octave>${octave}</octave></pitch>`;
  const length = duration === undefined ? '' : `<duration>${duration}</duration>`;
  return `<note>${before}${pitch}${length}${behind}</note>`;
}
