import { describe, expect, test } from 'vitest';
import { readMidi } from '../../read/read-midi.js';
import { benchFile, benchNames, hasBench } from '../testing-support/bench.js';
import { noteAgreement } from '../testing-support/note-agreement.js';
import { readKern } from './read-kern.js';

describe.skipIf(!hasBench)('chorales in **kern (skipped where ../shared/bench is absent)', () => {
  test.each(benchNames('chorales/kern'))('%s as written has the notes of its MIDI file', (name) => {
    const score = readKern(benchFile(`chorales/kern/${name}`), { repeats: 'as-written' });
    const midi = readMidi(benchFile(`chorales/midi/${name.replace('.krn', '.mid')}`));
    expect(noteAgreement(score, midi)).toBeGreaterThanOrEqual(0.99);
    expect(score.issueCount).toBe(0);
  });
});
