import { TICKS_PER_QUARTER } from '../model/ticks.js';
import { readDefinition } from './definitions.js';
import { parseMeter, parseTempo, parseUnitLength } from './fields.js';
import { parseKeyField } from './key-field.js';
import { type TuneContext, understood } from './tune-context.js';
import type { AbcVoice } from './voice.js';
import type { VoiceSet } from './voice-set.js';

/** Reads a field that stands among the music, on a line of its own or in brackets. */
export function readBodyField(tune: TuneContext, voices: VoiceSet, letter: string, value: string): void {
  if (letter === 'V') {
    voices.choose(value);
    return;
  }
  readDefinition(tune, letter, value);
  if (!'KMLQP'.includes(letter)) return;
  const voice = voices.current;
  voice.flush();
  switch (letter) {
    case 'K': {
      const key = understood(tune, parseKeyField(value), 'key', value);
      if (key) voice.setKey(key);
      break;
    }
    case 'M': {
      const meter = understood(tune, parseMeter(value), 'metre', value);
      if (meter) voice.setMeter(meter);
      break;
    }
    case 'L': {
      const quarters = understood(tune, parseUnitLength(value), 'unit length', value);
      if (quarters !== undefined) voice.unitTicks = quarters * TICKS_PER_QUARTER;
      break;
    }
    case 'Q': {
      const quartersPerMinute = parseTempo(value, voice.unitTicks / TICKS_PER_QUARTER);
      const { measure, offsetTicks } = voice;
      if (quartersPerMinute !== undefined) tune.builder.addTempo({ measure, offsetTicks, quartersPerMinute });
      break;
    }
    default:
      beginPart(tune, voice, value.trim());
  }
}

function beginPart({ partStarts, sectionStarts }: TuneContext, voice: AbcVoice, label: string): void {
  voice.splitMeasure();
  const { measure } = voice;
  if (partStarts.some((part) => part.label === label && part.measure === measure)) return;
  partStarts.push({ label, measure });
  sectionStarts.add(measure);
}
