import { readAbcTunes } from '../../score/abc/read-abc.js';
import { readKern } from '../../score/kern/read-kern.js';
import { readMei } from '../../score/mei/read-mei.js';
import { readMusicXml } from '../../score/musicxml/read-musicxml.js';
import type { ReadScoreOptions } from '../../score/options.js';
import type { ScoreFile } from '../../score/score-file.js';
import { mei } from '../../score/testing-support/mei.js';
import { attributes, musicXml, note } from '../../score/testing-support/musicxml.js';

/** A format of scores as text, for damaging files of it. */
export interface TextScoreFormat {
  readonly extensions: readonly string[];
  /** Well-formed files that between them have most parts that a file can have. */
  readonly files: readonly string[];
  /** What files are made of, whole and in halves. */
  readonly words: readonly string[];
  /** Of formats in XML, well-formed elements: what music is made of, and what readers must not be misled by. */
  readonly elements?: readonly string[];
  /** All scores of a file. */
  readonly read: (bytes: Uint8Array, options: ReadScoreOptions) => ScoreFile[];
}

const XML_WORDS = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<a>',
    '</a>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?pi',
    '?>',
    '&amp;',
    '&#0;',
    '&#x110000;',
  ],
  ...['&none;', '<!DOCTYPE a [<!ENTITY b "&b;&b;">]>', '"', "'", '=', ' n="', '\0', '\ufeff'],
];

export const TEXT_SCORE_FORMATS: Readonly<Record<'abc' | 'kern' | 'musicxml' | 'mei', TextScoreFormat>> = {
  abc: {
    extensions: ['.abc'],
    files: [
      'X:1\nT:One\nM:6/8\nL:1/8\nQ:3/8=80\nP:A2B\nK:Edor\nP:A\n|:e>g ^f/2(3abc\'|[1 [ceg]2-[ceg]:|[2 z2 {ab}c||\nP:B\n"Am"c2&e2|!D.C.!A8|]\n',
      'X:2\nV:1 name="a"\nV:2 clef=bass transpose=-12\nK:C\nV:1\n!segno!CDEF|GABc:|\nV:2\nC4|Z|!D.S.!\n\nX:3\nK:D\nABc\n',
    ],
    words: [
      ...[
        '|',
        '|:',
        ':|',
        '::',
        '[1',
        '[2',
        '|1,3',
        '||',
        '|]',
        '[',
        ']',
        '{',
        '}',
        '(3',
        '(9:2:5',
        '-',
        '>',
        '<<',
        '&',
        '"C7"',
      ],
      ...[
        '!D.C.!',
        '!coda!',
        '!fine!',
        '!segno!',
        'O',
        'S',
        '[K:Gm]',
        '[M:7/8]',
        '[L:1/1]',
        '[V:3]',
        '[P:B]',
        '[Q:1/4=9]',
      ],
      ...[
        '\nX:4\n',
        '\nK:C\n',
        '\nP:A\n',
        '\nV:2\n',
        '\n\n',
        '\nP:(A9)9B\n',
        'Z99',
        'z',
        'A4',
        '^^c,,',
        "e'''''",
        '%',
        '\\\\',
        '/',
      ],
    ],
    read: readAbcTunes,
  },
  kern: {
    extensions: ['.krn'],
    files: [
      '!!!OTL: T&auml;t\n**kern\t**kern\t**dynam\n*>[A,A,B]\t*>[A,A,B]\t*\n*>A\t*>A\t*\n*M3/4\t*M3/4\t*\n=1\t=1\t=1\n4C\t[8e\tf\n.\t8g]\t.\n*\t*^\t*\n2r\t4cc 4ee\t2g\t.\n.\tqb\t.\t.\n.\t4a\t.\tp\n*\t*v\t*v\t*\n=:|!\t=:|!\t=:|!\n*>B\t*>B\t*\n3%2D\t12.f#\t.\n==\t==\t==\n*-\t*-\t*-\n',
    ],
    words: [
      ...[
        '*^',
        '*v',
        '*x',
        '*+',
        '*-',
        '**kern',
        '**text',
        '.',
        '4c',
        '[2.d',
        '8e]',
        'q',
        '1r',
        '=',
        '=2',
        '=:|!|:',
        '!|:',
        '\t',
        '\n',
      ],
      ...[
        '*>A',
        '*>[A,B]',
        '*>norep[B]',
        '*M4/4',
        '*MM60',
        '*MM0',
        '0%0',
        '4%9',
        '..',
        'ccccccccccc',
        '####',
        '!x',
        '!!!COM: x',
      ],
    ],
    read: (bytes, options) => [readKern(bytes, options)],
  },
  musicxml: {
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
      ...[
        '<note>',
        '</note>',
        '<chord/>',
        '<grace/>',
        '<backup><duration>9</duration></backup>',
        '<measure number="1">',
        '</measure>',
      ],
      ...[
        '<repeat direction="backward"/>',
        '<repeat direction="forward"/>',
        '<sound dacapo="yes"/>',
        '<ending number="1,2" type="start"/>',
      ],
      ...[
        '<divisions>0</divisions>',
        '<duration>-1</duration>',
        '<rest measure="yes"/>',
        '<part id="P1">',
        '</part>',
        '<tie type="start"/>',
      ],
    ],
    elements: [
      ...[
        attributes(1),
        attributes(3),
        '<attributes><key><fifths>-3</fifths></key></attributes>',
        '<attributes><time><beats>5</beats><beat-type>8</beat-type></time></attributes>',
        '<attributes><divisions>7</divisions><transpose><chromatic>-2</chromatic><octave-change>1</octave-change></transpose></attributes>',
        '<attributes><measure-style><measure-repeat type="start">2</measure-repeat></measure-style></attributes>',
        '<attributes><measure-style><measure-repeat type="stop"/></measure-style></attributes>',
      ],
      ...[
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
        note(
          'G4',
          2,
          '<type>eighth</type><notations><ornaments><tremolo type="stop">3</tremolo></ornaments></notations>',
        ),
        note('A4', undefined, '<notations><tied type="start"/></notations>', '<grace slash="yes"/>'),
        note('B4', undefined, '', '<grace/>'),
        note('C5', 5, '<tie type="start"/><tie type="stop"/>', '<chord/>'),
      ],
      ...[
        '<barline location="left"><repeat direction="forward"/></barline>',
        '<barline location="middle"><repeat direction="backward" times="3"/></barline>',
        '<barline location="right"><ending number="1" type="stop"/><repeat direction="backward"/></barline>',
        '<barline location="left"><ending number="2" type="start"/></barline>',
        '<direction><direction-type><segno/></direction-type><sound tempo="0.01" dalsegno=""/></direction>',
        '<direction><direction-type><words>D.C. al Fine</words></direction-type></direction>',
        '<sound fine="yes" tocoda="" coda="" dacapo="yes"/>',
      ],
      ...[
        '<backup><duration>3</duration></backup>',
        '<forward><duration>100</duration></forward>',
        '<ornaments><mordent/></ornaments>',
        '<measure number="X1" implicit="yes"/>',
        '<part id="P1"/>',
        '<duration>1</duration>',
      ],
    ],
    read: (bytes, options) => [readMusicXml(bytes, options)],
  },
  mei: {
    extensions: ['.mei'],
    files: [
      mei(
        `<measure n="1" right="rptend"><staff n="1"><layer n="1"><note xml:id="a" pname="c" oct="4" dur="4" tie="i"/>
        <tuplet num="3" numbase="2"><note pname="d" oct="4" dur="8" accid="s"/><rest dur="8"/><chord dur="8"><note pname="e" oct="4"/></chord></tuplet>
        <beam><note pname="g" oct="4" dur="8" grace="acc"/></beam></layer></staff><tempo midi.bpm="80"/><tie startid="#a" endid="#b"/></measure>
        <ending n="1"><measure n="2" right="rptend"><staff n="1"><layer n="1"><note xml:id="b" pname="c" oct="4" dur="1" dots="1"/></layer></staff></measure></ending>
        <ending n="2"><measure n="3"><staff n="1"><layer n="1"><mRest/></layer></staff></measure></ending>`,
      ),
    ],
    words: [
      ...XML_WORDS,
      ...[
        '<measure>',
        '</measure>',
        '<section>',
        '</section>',
        '<ending n="1">',
        '</ending>',
        '<layer>',
        '</layer>',
        '<chord>',
        '</chord>',
      ],
      ...[
        '<expansion plist="#a #a"/>',
        '<note pname="c" oct="4" dur="4"/>',
        'dur="breve"',
        'dur="0"',
        'xml:id="a"',
        'startid="#a"',
        'oct="99"',
      ],
    ],
    elements: [
      ...[
        '<note pname="c" oct="4" dur="4" xml:id="a"/>',
        '<note pname="f" oct="5" dur="16" grace="unacc"/>',
        '<chord dur="2" dots="1" xml:id="b"><note pname="e" oct="4"/><note pname="g" oct="4" accid="s"/></chord>',
        '<bTrem unitdur="32"><note pname="c" oct="3" dur="1"/></bTrem>',
        '<fTrem beams="3"><note pname="c" oct="3" dur="2"/><note pname="c" oct="4" dur="2"/></fTrem>',
        '<tuplet num="7" numbase="4"><note pname="d" oct="4" dur="8"/></tuplet>',
        '<mRpt/>',
        '<multiRest num="9"/>',
      ],
      ...[
        '<trill startid="#a" accidupper="s"/>',
        '<turn tstamp="1" staff="1" delayed="true"/>',
        '<arpeg plist="#a #b"/>',
        '<octave dis="15" dis.place="below" startid="#a" endid="#b"/>',
        '<tie startid="#a" endid="#b"/>',
        '<repeatMark func="dalSegno"/>',
        '<dir>To Coda</dir>',
        '<tempo midi.bpm="0.001"/>',
      ],
      ...[
        '<scoreDef keysig="4f" meter.count="3+2" meter.unit="8"/>',
        '<staffDef n="1" trans.semi="-14" clef.shape="perc"/>',
        '<measure n="7" metcon="false" left="rptstart" right="rptboth"/>',
        '<ending n="1, 3"/>',
        '<expansion plist="#a #b #a"/>',
        '<section xml:id="a"/>',
      ],
    ],
    read: (bytes, options) => [readMei(bytes, options)],
  },
};
