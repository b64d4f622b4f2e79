import type { KeyListener } from './instrument.js';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;

export function hasWebMidi(): boolean {
  return 'requestMIDIAccess' in navigator;
}

/**
 * Lets every MIDI keyboard play that is or will be connected.
 * @param onDevices called with the names of the keyboards, now and whenever they change
 * @throws DOMException if the user or the browser refuses
 */
export async function playWithMidiKeyboards(
  instrument: KeyListener,
  onDevices: (names: readonly string[]) => void,
): Promise<void> {
  const access = await navigator.requestMIDIAccess();
  const connect = (): void => {
    for (const input of access.inputs.values()) input.onmidimessage = ({ data }) => hear(data, instrument);
    onDevices([...access.inputs.values()].map(({ name }) => name ?? 'a MIDI keyboard'));
  };
  access.onstatechange = connect;
  connect();
}

/** @param message bytes of one MIDI message */
export function hear(message: Uint8Array | null, instrument: KeyListener): void {
  if (message === null || message.length < 3) return;
  const kind = message[0]! & 0xf0;
  const pitch = message[1]!;
  const velocity = message[2]!;
  if (kind === NOTE_ON && velocity > 0) instrument.keyDown(pitch, velocity);
  else if (kind === NOTE_OFF || kind === NOTE_ON) instrument.keyUp(pitch);
}
