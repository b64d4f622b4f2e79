import type { ScoreBuilder } from '../model/score-builder.js';
import type { TimeSignature } from '../model/written-score.js';
import { childOf, childrenOf, numberFrom, type XmlElement } from '../xml/parse-xml.js';
import { keyOfElement, keyOfText, StaffAccidentals } from './accidentals.js';
import { fullText } from './values.js';

/** One staff, which is a part of the score. */
export interface Staff {
  readonly part: number;
  readonly name: string;
  readonly accidentals: StaffAccidentals;
  /** Semitones from written to sounding pitch. */
  transposition: number;
  isPercussion: boolean;
}

/** The staves of a score, as `scoreDef` and `staffDef` define and redefine them. */
export class StaffDefinitions {
  /** By `n`. */
  readonly #staves = new Map<string, Staff>();
  readonly #builder: ScoreBuilder;

  constructor(builder: ScoreBuilder) {
    this.#builder = builder;
  }

  get all(): Iterable<Staff> {
    return this.#staves.values();
  }

  /** The staff of a number; it is made where nothing defines it. */
  staff(n: string, name = ''): Staff {
    const known = this.#staves.get(n);
    if (known) return known;
    const part = this.#builder.addPart(name);
    const staff = { part, name, accidentals: new StaffAccidentals(), transposition: 0, isPercussion: false };
    this.#staves.set(n, staff);
    return staff;
  }

  /** @returns the time signature, where one is defined */
  readScoreDef(scoreDef: XmlElement): TimeSignature | undefined {
    const groups = childrenOf(scoreDef, 'staffGrp');
    let signature = meterOf(scoreDef);
    for (const staffDef of [...groups.flatMap(staffDefsOf), ...childrenOf(scoreDef, 'staffDef')]) {
      signature = this.readStaffDef(staffDef) ?? signature;
    }
    const key = keyOf(scoreDef);
    if (key) for (const [n, { accidentals }] of this.#staves) if (!this.#hasOwnKey(scoreDef, n)) accidentals.key = key;
    return signature;
  }

  /** @returns the time signature, where one is defined */
  readStaffDef(staffDef: XmlElement): TimeSignature | undefined {
    const { n = '1', label, 'trans.semi': semitones, 'clef.shape': shape } = staffDef.attributes;
    const named = childOf(staffDef, 'label');
    const staff = this.staff(n, label ?? (named && fullText(named)) ?? '');
    const key = keyOf(staffDef);
    if (key) staff.accidentals.key = key;
    staff.transposition = numberFrom(semitones) ?? staff.transposition;
    const channel = childOf(staffDef, 'instrDef')?.attributes['midi.channel'];
    if (shape !== undefined || channel !== undefined) staff.isPercussion = shape === 'perc' || channel === '10';
    return meterOf(staffDef);
  }

  #hasOwnKey(scoreDef: XmlElement, n: string): boolean {
    return childrenOf(scoreDef, 'staffGrp')
      .flatMap(staffDefsOf)
      .some((staffDef) => staffDef.attributes.n === n && keyOf(staffDef) !== undefined);
  }
}

/** Groups may be in groups. */
function staffDefsOf(group: XmlElement): XmlElement[] {
  return group.children.flatMap((child) =>
    child.name === 'staffDef' ? [child] : child.name === 'staffGrp' ? staffDefsOf(child) : [],
  );
}

function keyOf(definition: XmlElement): ReturnType<typeof keyOfText> {
  const element = childOf(definition, 'keySig');
  return element ? keyOfElement(element) : keyOfText(definition.attributes.keysig ?? definition.attributes['key.sig']);
}

/** The time signature of a definition, as attributes or element. */
export function meterOf(definition: XmlElement): TimeSignature | undefined {
  const element = definition.name === 'meterSig' ? definition : childOf(definition, 'meterSig');
  const { attributes } = element ?? definition;
  const count = attributes[element ? 'count' : 'meter.count'] ?? '';
  const beatType = numberFrom(attributes[element ? 'unit' : 'meter.unit']);
  const beats = count.split('+').reduce((sum, term) => sum + (numberFrom(term) ?? Number.NaN), 0);
  return beats > 0 && beatType !== undefined && beatType > 0 ? { beats, beatType } : undefined;
}
