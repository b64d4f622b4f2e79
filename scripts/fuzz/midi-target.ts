import { isMidizeroError } from '../../packages/core/src/index.js';
import { type ReadMidiOptions, readMidi } from '../../packages/midi/src/index.js';
import { checkMidiClaims, drawReadOptions } from '../../packages/midi/src/testing-support/fuzz/midi-claims.js';
import { generatedMidiFiles } from '../../packages/midi/src/testing-support/fuzz/midi-files.js';
import { mutateMidi } from '../../packages/midi/src/testing-support/fuzz/midi-mutations.js';
import { windowsOf } from './downstream.js';
import type { FuzzTarget } from './target.js';

export const midiTarget: FuzzTarget = {
  extensions: ['.mid', '.midi', '.rmi', '.kar'],
  files: generatedMidiFiles,
  mutate: mutateMidi,
  drawOptions: drawReadOptions,
  read: (bytes, options) => {
    try {
      readMidi(bytes, options as ReadMidiOptions);
      return true;
    } catch (error) {
      if (isMidizeroError(error)) return false;
      throw error;
    }
  },
  check: (bytes, options) => {
    const file = checkMidiClaims(bytes, options as ReadMidiOptions);
    if (file !== undefined) windowsOf(file.notes);
  },
};
