import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseMidi } from '@midizero/midi';
import { expect, test } from 'vitest';
import { parseManifest } from './manifest.js';
import { addTranscriptionNoise } from './noise.js';
import { queryNotes } from './query-notes.js';

const bench = fileURLToPath(new URL('../../../../../shared/bench/', import.meta.url));
const vectorsFile = `${bench}asap/noise-vectors.json`;

test.skipIf(!existsSync(vectorsFile))('the noise of the benchmark, note for note (needs ../shared/bench)', () => {
  const vectors = JSON.parse(readFileSync(vectorsFile, 'utf8')) as {
    query_id: string;
    notes: [on: number, off: number, pitch: number][];
  }[];
  const manifestFile = `${bench}asap/identification.csv`;
  const queries = parseManifest({ name: manifestFile, text: readFileSync(manifestFile, 'utf8') });
  expect(vectors.length).toBeGreaterThan(0);
  for (const vector of vectors) {
    const query = queries.find(({ id }) => id === vector.query_id)!;
    const notes = queryNotes(query, parseMidi(readFileSync(bench + query.file)));
    expect(Array.from(notes.pitch)).toEqual(vector.notes.map(([, , pitch]) => pitch));
    expect(Array.from(notes.startSeconds)).toEqual(vector.notes.map(([on]) => on));
    expect(Array.from(notes.endSeconds)).toEqual(vector.notes.map(([, off]) => off));
  }
});

const scale = Array.from({ length: 200 }, (_, i) => ({ on: i * 0.1, off: i * 0.1 + 0.3, pitch: 40 + (i % 50) }));

test('one seed, one result; another seed, another', () => {
  const noisy = addTranscriptionNoise(scale, { seed: 7, level: 'medium' });
  expect(addTranscriptionNoise(scale.toReversed(), { seed: 7, level: 'medium' })).toEqual(noisy);
  expect(addTranscriptionNoise(scale, { seed: 8, level: 'medium' })).not.toEqual(noisy);
});

test('more damage from level to level, transposition on top, nothing out of range', () => {
  const kept = ['low', 'medium', 'high'].map((level) => {
    const noisy = addTranscriptionNoise(scale, { seed: 1, level, transpose: 3 });
    return scale.filter(({ on, pitch }) =>
      noisy.some((note) => note.pitch === pitch + 3 && Math.abs(note.on / on - 1) < 0.2),
    ).length;
  });
  expect(kept).toEqual(kept.toSorted((a, b) => b - a));
  expect(new Set(kept).size).toBe(3);
  const high = addTranscriptionNoise(scale, { seed: 1, level: 'high', transpose: 60 });
  expect(high.every(({ on, off, pitch }) => pitch <= 127 && on >= 0 && off >= on)).toBe(true);
  expect(() => addTranscriptionNoise(scale, { seed: 1, level: 'extreme' })).toThrow('expected low, medium or high');
});
