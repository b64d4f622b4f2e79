import { readMusicXml } from '../../../score/musicxml/read-musicxml.js';
import { attributes, musicXml, note } from '../../../score/testing-support/musicxml.js';
import type { TextScoreFormat } from './text-score-format.js';
import { XML_WORDS } from './xml-words.js';

export const musicxmlFormat: TextScoreFormat = {
  extensions: ['.musicxml', '.xml'],
  files: [
    musicXml(
      `${attributes(4, '<time><beats>3</beats><beat-type>4</beat-type></time><transpose><chromatic>-2</chromatic></transpose>')}
        <barline location="left"><repeat direction="forward"/></barline>
        ${note('C4', 4, '<tie type="start"/>')}${note('E4', 4, '', '<chord/>')}<backup><duration>4</duration></backup>
        ${note('G3', 4, '<voice>2</voice>')}<forward><duration>4</duration></forward>${note('F#4', undefined, '', '<grace/>')}`,
      `<barline location="left"><ending number="1" type="start"/></barline><direction><sound tempo="90" segno="a"/></direction>
        ${note('C4', 12, '<tie type="stop"/>')}
        <barline location="right"><ending number="1" type="stop"/><repeat direction="backward" times="3"/></barline>`,
      `<barline location="left"><ending number="2" type="start"/></barline>${note('D4', 12)}
        <direction><sound dalsegno="a" dacapo="yes" tocoda="b" coda="b" fine="yes"/></direction>`,
    ),
  ],
  words: [
    ...XML_WORDS,
    '<note>',
    '</note>',
    '<chord/>',
    '<grace/>',
    '<backup><duration>9</duration></backup>',
    '<measure number="1">',
    '</measure>',
    '<repeat direction="backward"/>',
    '<repeat direction="forward"/>',
    '<sound dacapo="yes"/>',
    '<ending number="1,2" type="start"/>',
    '<divisions>0</divisions>',
    '<duration>-1</duration>',
    '<rest measure="yes"/>',
    '<part id="P1">',
    '</part>',
    '<tie type="start"/>',
  ],
  elements: [
    attributes(1),
    attributes(3),
    '<attributes><key><fifths>-3</fifths></key></attributes>',
    '<attributes><time><beats>5</beats><beat-type>8</beat-type></time></attributes>',
    '<attributes><divisions>7</divisions><transpose><chromatic>-2</chromatic><octave-change>1</octave-change></transpose></attributes>',
    '<attributes><measure-style><measure-repeat type="start">2</measure-repeat></measure-style></attributes>',
    '<attributes><measure-style><measure-repeat type="stop"/></measure-style></attributes>',
    note('C4', 1, '<notations><ornaments><trill-mark/><wavy-line type="start"/></ornaments></notations>'),
    note(
      'D4',
      3,
      '<notations><ornaments><turn/><accidental-mark>sharp</accidental-mark></ornaments><arpeggiate/></notations>',
    ),
    note(
      'E4',
      2,
      '<type>quarter</type><notations><ornaments><tremolo type="start">3</tremolo></ornaments></notations>',
    ),
    note('G4', 2, '<type>eighth</type><notations><ornaments><tremolo type="stop">3</tremolo></ornaments></notations>'),
    note('A4', undefined, '<notations><tied type="start"/></notations>', '<grace slash="yes"/>'),
    note('B4', undefined, '', '<grace/>'),
    note('C5', 5, '<tie type="start"/><tie type="stop"/>', '<chord/>'),
    '<barline location="left"><repeat direction="forward"/></barline>',
    '<barline location="middle"><repeat direction="backward" times="3"/></barline>',
    '<barline location="right"><ending number="1" type="stop"/><repeat direction="backward"/></barline>',
    '<barline location="left"><ending number="2" type="start"/></barline>',
    '<direction><direction-type><segno/></direction-type><sound tempo="0.01" dalsegno=""/></direction>',
    '<direction><direction-type><words>D.C. al Fine</words></direction-type></direction>',
    '<sound fine="yes" tocoda="" coda="" dacapo="yes"/>',
    '<backup><duration>3</duration></backup>',
    '<forward><duration>100</duration></forward>',
    '<ornaments><mordent/></ornaments>',
    '<measure number="X1" implicit="yes"/>',
    '<part id="P1"/>',
    '<duration>1</duration>',
  ],
  read: (bytes, options) => [readMusicXml(bytes, options)],
};
