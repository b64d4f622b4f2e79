import { printable } from '../errors.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import { parseSoundProperties } from './key-field.js';
import type { TuneContext } from './tune-context.js';
import type { TuneHeader } from './tune-header.js';
import { AbcVoice } from './voice.js';

/** The voices of a tune, and which of them goes on. */
export class VoiceSet {
  readonly #tune: TuneContext;
  readonly #header: TuneHeader;
  readonly #voices = new Map<string, AbcVoice>();
  /** What `V:` fields of the header say, by voice. */
  readonly #properties = new Map<string, string>();
  #current: AbcVoice | undefined;

  /** @param header what voices begin with; to be read before the first of them */
  constructor(tune: TuneContext, header: TuneHeader) {
    this.#tune = tune;
    this.#header = header;
  }

  /** The voice that goes on: the one chosen last, else the first that the header has. */
  get current(): AbcVoice {
    const [first = ''] = this.#properties.keys();
    this.#current ??= this.#voiceOf(first, '');
    return this.#current;
  }

  /** A `V:` field of the header. */
  describe(value: string): void {
    const [id, properties] = splitField(value);
    this.#properties.set(id, `${this.#properties.get(id) ?? ''} ${properties}`);
  }

  /** A `V:` field among the music: its voice goes on. */
  choose(value: string): void {
    this.#current = this.#voiceOf(...splitField(value));
  }

  /** To be called behind the last line. */
  finish(): void {
    for (const voice of this.#voices.values()) voice.finish();
  }

  #voiceOf(id: string, properties: string): AbcVoice {
    const known = this.#voices.get(id);
    const words = `${this.#properties.get(id) ?? ''} ${properties}`;
    if (known) {
      if (properties !== '') known.setKey({ ...parseSoundProperties(words), signature: undefined });
      return known;
    }
    const { signature, meter, unitQuarters, sound } = this.#header;
    const own = parseSoundProperties(words);
    const voice = new AbcVoice(this.#tune, {
      part: this.#tune.builder.addPart(nameIn(words) || printable(id)),
      signature,
      meter,
      unitTicks: unitQuarters * TICKS_PER_QUARTER,
      sound: {
        octaves: own.octaves ?? sound.octaves,
        semitones: own.semitones ?? sound.semitones,
        isPercussion: own.isPercussion ?? sound.isPercussion,
      },
    });
    this.#voices.set(id, voice);
    return voice;
  }
}

/** `1 name="Tenor" clef=bass`, what stands behind `V:`. */
function splitField(value: string): [id: string, properties: string] {
  const match = /^\s*(\S+)\s*(.*)$/s.exec(value);
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

function nameIn(properties: string): string {
  const match = /\b(?:name|nm)=(?:"([^"]*)"|(\S+))/.exec(properties);
  return printable(match?.[1] ?? match?.[2] ?? '');
}
