import { createNoteTable } from '../../note-table.js';
import { writeMidi } from '../../write/write-midi.js';
import { ascii, bytes, chunk, header, noteOff, noteOn, tempo, track } from '../midi-bytes.js';

/** Well-formed files that between them have every part a file can have. */
export function generatedMidiFiles(): Uint8Array[] {
  const notes = createNoteTable(
    Array.from({ length: 60 }, (_, i) => ({
      startSeconds: i / 4,
      endSeconds: i / 4 + 1,
      pitch: 40 + i,
      track: i % 3,
    })),
  );
  return [
    writeMidi(notes, { trackNames: ['Right', 'Left', 'Pedal'] }),
    bytes(
      header({ format: 1, tracks: 2, division: 0xe728 }),
      track([0, 0xff, 0x03, 4, ...ascii('Name')], tempo(0, 400_000), noteOn(0, 60), [200, 1, 60, 0]),
      chunk('XFIH', [1, 2, 3, 4]),
      track(
        [0, 0xf0, 3, 1, 2, 0xf7],
        noteOn(5, 70, { channel: 9 }),
        noteOff(500, 70, { channel: 9 }),
        [0, 0xb0, 123, 0],
      ),
    ),
    bytes(
      header({ format: 2, tracks: 2, division: 96 }),
      track(tempo(0, 300_000), noteOn(0, 60), noteOn(10, 60), noteOff(10, 60), noteOff(10, 60)),
      track(noteOn(0, 72), [96, 72, 0], tempo(50, 900_000), [0, 0xc0, 5], [0, 0xe0, 0, 64], noteOn(0, 74)),
    ),
  ];
}
