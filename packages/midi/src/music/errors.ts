import { MidizeroError } from '@midizero/core';
import type { DetectedFormat } from './detect-format.js';

const REASONS: Readonly<Partial<Record<DetectedFormat, string>>> = {
  audio: 'a recording; @midizero/audio makes notes of recordings',
  xml: 'XML of another kind',
};

/** Bytes hold no music in a format that can be read. The code is `MUSIC_FORMAT`. */
export class MusicFormatError extends MidizeroError {
  /** What the bytes are, as far as that can be told: `audio` (see `@midizero/audio`), `xml` or `unknown`. */
  readonly detected: DetectedFormat;

  constructor(detected: DetectedFormat, name: string | undefined) {
    const actual = REASONS[detected] ?? 'something else';
    super('MUSIC_FORMAT', `expected MIDI, MusicXML, MEI, ABC or Humdrum **kern, got ${actual}`, {
      detected,
      name,
    });
    this.detected = detected;
  }
}
