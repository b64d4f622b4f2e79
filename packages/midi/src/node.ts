export { MidiFileError, readMidiFile } from './node/read-midi-file.js';
