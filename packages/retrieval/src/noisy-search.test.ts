import { createRandom } from '@midizero/core';
import { createNoteTable, type Note, type NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { beforeAll, expect, test } from 'vitest';
import { addTranscriptionNoise } from './evaluation/noise.js';
import { buildIndex } from './piece-index/build.js';
import { openSearcher, searchPieces } from './search-pieces.js';
import { generateNotes, playExcerpt } from './testing-support/generated-pieces.js';

const encoder = createRawEncoder();
let runtime: OnnxRuntime;

beforeAll(async () => {
  runtime = await createNodeRuntime();
});

/** The passage with the errors of a transcription. */
function transcribed(notes: readonly Note[], startSeconds: number, endSeconds: number, seed: number): NoteTable {
  const plain = notes
    .filter((note) => note.startSeconds >= startSeconds && note.startSeconds < endSeconds)
    .map((note) => ({ on: note.startSeconds - startSeconds, off: note.endSeconds - startSeconds, pitch: note.pitch }));
  const noisy = addTranscriptionNoise(plain, { seed, level: 'high' });
  return createNoteTable(noisy.map(({ on, off, pitch }) => ({ startSeconds: on, endSeconds: off, pitch })));
}

test('pieces and places of five seconds in which a third of the notes is lost and as many are added', async () => {
  const pieces = Array.from({ length: 30 }, (_, i) => ({ id: `piece-${i}`, notes: generateNotes(i + 1) }));
  const tables = pieces.map(({ id, notes }) => ({ id, notes: createNoteTable(notes) }));
  const searcher = await openSearcher(await buildIndex(tables, { encoder }), { encoder, runtime });
  const random = createRandom(11);
  let right = 0;
  for (const { id, notes } of pieces) {
    const start = random.uniform() * 18;
    const { matches } = await searcher.search(transcribed(notes, start, start + 5, random.uint32()), {
      transpositions: 6,
    });
    const [first] = matches;
    if (first?.pieceId === id && Math.abs(first.startSeconds - first.queryStartSeconds - start) < 1) right++;
  }
  await searcher.close();
  expect(right).toBeGreaterThanOrEqual(28);
});

test("a passage that comes again in another key: the one in the query's own key, wherever it stands", async () => {
  const theme = generateNotes(70, 50);
  const moved = (seconds: number, semitones: number): Note[] =>
    theme.map((note) => ({
      pitch: note.pitch + semitones,
      startSeconds: note.startSeconds + seconds,
      endSeconds: note.endSeconds + seconds,
    }));
  const notes = createNoteTable([...moved(0, -5), ...moved(10, 0), ...moved(20, 2)]);
  const index = await buildIndex([{ id: 'sonata', notes }], { encoder });
  const query = playExcerpt(theme, 2, 8);
  const { matches } = await searchPieces(index, query, { encoder, runtime, transpositions: 6 });
  expect(matches[0]).toMatchObject({ transposition: 0, alternatives: [] });
  expect(matches[0]!.startSeconds).toBeCloseTo(12, 3);
});
