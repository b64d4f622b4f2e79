import { byId } from '../dom.js';
import { PianoView } from '../views/piano.js';
import { playWithComputerKeys } from './computer-keys.js';
import { acceptChosenFiles, acceptDroppedFiles } from './files.js';
import type { Instrument } from './instrument.js';
import { hasWebMidi, playWithMidiKeyboards } from './web-midi.js';

export interface InputListener {
  onFile(file: File): void;
  /** Names of the MIDI keyboards that are connected now. */
  onMidiKeyboards(names: readonly string[]): void;
  onError(error: unknown): void;
}

/** Lets the piano on the screen, the computer's keys and MIDI keyboards play the instrument, and takes files. */
export function connectInputs(instrument: Instrument, { onFile, onMidiKeyboards, onError }: InputListener): void {
  const piano = new PianoView(byId('piano', HTMLElement), instrument);
  instrument.addListener(piano);
  byId('octave-down', HTMLButtonElement).addEventListener('click', () => piano.moveByOctaves(-1));
  byId('octave-up', HTMLButtonElement).addEventListener('click', () => piano.moveByOctaves(1));
  playWithComputerKeys(instrument, () => piano.lowestPlayable);

  acceptChosenFiles(byId('choose-file', HTMLButtonElement), byId('file', HTMLInputElement), ([file]) => onFile(file!));
  const veil = byId('drop-veil', HTMLElement);
  acceptDroppedFiles(onFile, (isDragging) => veil.classList.toggle('shown', isDragging));

  const button = byId('connect-midi', HTMLButtonElement);
  button.hidden = !hasWebMidi();
  button.addEventListener('click', async () => {
    try {
      await playWithMidiKeyboards(instrument, onMidiKeyboards);
    } catch (error) {
      onError(error);
    }
  });
}
