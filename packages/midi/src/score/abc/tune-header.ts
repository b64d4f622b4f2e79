import type { TimeSignature } from '../model/written-score.js';
import { defaultUnitLength, parseMeter, parsePartOrder, parseTempo, parseUnitLength } from './fields.js';
import { type KeySignature, parseKeyField, parseSoundProperties } from './key-field.js';
import { type TuneContext, understood } from './tune-context.js';

/** Fields whose text may go on in lines without a field: history and notes. */
const TEXT_FIELDS = /[HN]/;

/** What the fields of a tune's header say of its music. */
export class TuneHeader {
  title: string | undefined;
  composer: string | undefined;
  meter: TimeSignature | 'free' = { beats: 4, beatType: 4 };
  signature: KeySignature = new Map();
  sound: ReturnType<typeof parseSoundProperties> = parseSoundProperties('');
  partOrder: string[] | undefined;
  readonly #tune: TuneContext;
  #unitQuarters: number | undefined;
  #tempo: string | undefined;
  /** The last field. */
  #field = '';

  constructor(tune: TuneContext) {
    this.#tune = tune;
  }

  /** The unit length in quarters. */
  get unitQuarters(): number {
    return this.#unitQuarters ?? defaultUnitLength(this.meter);
  }

  /** Undefined where the header does not say it. */
  get quartersPerMinute(): number | undefined {
    return this.#tempo === undefined ? undefined : parseTempo(this.#tempo, this.unitQuarters);
  }

  /** Whether a line without a field goes on with the text of the last one. */
  get isInText(): boolean {
    return TEXT_FIELDS.test(this.#field);
  }

  readField(letter: string, value: string): void {
    if (letter !== '+') this.#field = letter;
    switch (letter) {
      case 'T':
        this.title ??= value.trim() || undefined;
        break;
      case 'C':
        this.composer ??= value.trim() || undefined;
        break;
      case 'M':
        this.meter = understood(this.#tune, parseMeter(value), 'metre', value) ?? this.meter;
        break;
      case 'L':
        this.#unitQuarters = understood(this.#tune, parseUnitLength(value), 'unit length', value);
        break;
      case 'Q':
        this.#tempo = value;
        break;
      // `Y:` is how the Nottingham database wrote it.
      case 'Y':
      case 'P':
        this.partOrder = understood(this.#tune, parsePartOrder(value), 'order of parts', value) ?? this.partOrder;
        break;
      case 'K': {
        const key = understood(this.#tune, parseKeyField(value), 'key', value);
        this.signature = key?.signature ?? this.signature;
        this.sound = key ?? this.sound;
        break;
      }
    }
  }
}
