import { readMei } from '../../../score/mei/read-mei.js';
import { mei } from '../../../score/testing-support/mei.js';
import type { TextScoreFormat } from './text-score-format.js';
import { XML_WORDS } from './xml-words.js';

export const meiFormat: TextScoreFormat = {
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
    '<expansion plist="#a #a"/>',
    '<note pname="c" oct="4" dur="4"/>',
    'dur="breve"',
    'dur="0"',
    'xml:id="a"',
    'startid="#a"',
    'oct="99"',
  ],
  elements: [
    '<note pname="c" oct="4" dur="4" xml:id="a"/>',
    '<note pname="f" oct="5" dur="16" grace="unacc"/>',
    '<chord dur="2" dots="1" xml:id="b"><note pname="e" oct="4"/><note pname="g" oct="4" accid="s"/></chord>',
    '<bTrem unitdur="32"><note pname="c" oct="3" dur="1"/></bTrem>',
    '<fTrem beams="3"><note pname="c" oct="3" dur="2"/><note pname="c" oct="4" dur="2"/></fTrem>',
    '<tuplet num="7" numbase="4"><note pname="d" oct="4" dur="8"/></tuplet>',
    '<mRpt/>',
    '<multiRest num="9"/>',
    '<trill startid="#a" accidupper="s"/>',
    '<turn tstamp="1" staff="1" delayed="true"/>',
    '<arpeg plist="#a #b"/>',
    '<octave dis="15" dis.place="below" startid="#a" endid="#b"/>',
    '<tie startid="#a" endid="#b"/>',
    '<repeatMark func="dalSegno"/>',
    '<dir>To Coda</dir>',
    '<tempo midi.bpm="0.001"/>',
    '<scoreDef keysig="4f" meter.count="3+2" meter.unit="8"/>',
    '<staffDef n="1" trans.semi="-14" clef.shape="perc"/>',
    '<measure n="7" metcon="false" left="rptstart" right="rptboth"/>',
    '<ending n="1, 3"/>',
    '<expansion plist="#a #b #a"/>',
    '<section xml:id="a"/>',
  ],
  read: (bytes, options) => [readMei(bytes, options)],
};
