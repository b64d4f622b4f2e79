import type { NoteTable } from '@midizero/midi';

export interface SynthesisOptions {
  /** @default 22050 */
  readonly sampleRateHz?: number;
}

/** Partials of a struck string, more or less: the n-th is as loud as 1/n and fades n times as fast. */
const PARTIALS = 6;

/** Sound that no one would take for a piano, but with a piano's onsets, partials and decay; full scale -1 to 1. */
export function synthesise(notes: NoteTable, { sampleRateHz = 22_050 }: SynthesisOptions = {}): Float32Array {
  const lastEnd = notes.endSeconds.reduce((last, end) => Math.max(last, end), 0);
  const samples = new Float32Array(Math.ceil((lastEnd + 0.3) * sampleRateHz));
  for (let row = 0; row < notes.length; row++) {
    const first = Math.round(notes.startSeconds[row]! * sampleRateHz);
    const held = (notes.endSeconds[row]! - notes.startSeconds[row]!) * sampleRateHz;
    const turn = (2 * Math.PI * 440 * 2 ** ((notes.pitch[row]! - 69) / 12)) / sampleRateHz;
    const loudness = 0.1 * (notes.velocity[row]! / 64);
    const length = Math.min(held + 0.05 * sampleRateHz, samples.length - first);
    for (let partial = 1; partial <= PARTIALS && turn * partial < Math.PI; partial++) {
      for (let index = 0; index < length; index++) {
        const attack = Math.min(1, index / (0.004 * sampleRateHz));
        const release = index < held ? 1 : 1 - (index - held) / (0.05 * sampleRateHz);
        const decay = Math.exp((-1.5 * partial * index) / sampleRateHz);
        samples[first + index]! += (loudness / partial) * attack * release * decay * Math.sin(turn * partial * index);
      }
    }
  }
  return samples;
}
