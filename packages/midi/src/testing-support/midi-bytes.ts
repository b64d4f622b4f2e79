/** Bytes of standard MIDI files, put together by hand. */

export type Bytes = readonly number[];

export const END_OF_TRACK: Bytes = [0, 0xff, 0x2f, 0];

export function chunk(id: string, data: Bytes, length: number = data.length): number[] {
  return [...ascii(id), length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255, ...data];
}

export function header({ format = 0, tracks = 1, division = 480 } = {}): number[] {
  return chunk('MThd', [0, format, tracks >> 8, tracks & 255, division >> 8, division & 255]);
}

/** A track chunk of the events and an end-of-track event. */
export function track(...events: Bytes[]): number[] {
  return chunk('MTrk', [...events.flat(), ...END_OF_TRACK]);
}

/** A file of format 0 with one track of the events. */
export function oneTrack(...events: Bytes[]): Uint8Array {
  return bytes(header(), track(...events));
}

export function bytes(...parts: Bytes[]): Uint8Array {
  return Uint8Array.from(parts.flat());
}

/** A number of seven bits a byte. */
export function variableLength(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [...variableLength(Math.floor(value / 0x80)).map((byte) => byte | 0x80), low];
}

export function noteOn(delta: number, pitch: number, { channel = 0, velocity = 80 } = {}): number[] {
  return [...variableLength(delta), 0x90 | channel, pitch, velocity];
}

export function noteOff(delta: number, pitch: number, { channel = 0 } = {}): number[] {
  return [...variableLength(delta), 0x80 | channel, pitch, 64];
}

export function tempo(delta: number, microsecondsPerQuarter: number): number[] {
  const value = microsecondsPerQuarter;
  return [...variableLength(delta), 0xff, 0x51, 3, value >> 16, (value >> 8) & 255, value & 255];
}

export function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
