import { serveCalls } from '@midizero/core/worker';
import { readMusic } from '@midizero/midi';
import { Engine } from './engine.js';
import type { EngineMethods } from './protocol.js';

/** Serves an {@link Engine} to the page; searches and indexing wait for each other in ONNX Runtime's own queue. */
const engine = new Engine();

serveCalls<EngineMethods>({
  start: (provider, options) => engine.start(provider, options),
  computeWith: (provider, options) => engine.computeWith(provider, options),
  useLibrary: (name, options) => engine.useLibrary(name, options),
  openIndexAt: (url, options) => engine.openIndexAt(url, options),
  indexFiles: (files, options) => engine.indexFiles(files, options),
  readFile: async (bytes, name) => (await readMusic(bytes, { name })).notes,
  transcribe: (samples, sampleRateHz, options) => engine.transcription.transcribe(samples, sampleRateHz, options),
  listen: (sampleRateHz) => engine.transcription.listen(sampleRateHz),
  hearSound: (samples) => engine.transcription.hear(samples),
  search: (notes, transpositions, options) => engine.asked.search(notes, transpositions, options),
  hear: (notes, transpositions, startsAnew) => engine.asked.hear(notes, transpositions, startsAnew),
  pieceNotes: (pieceId) => engine.asked.pieceNotes(pieceId),
  passage: (seed, pieceId) => engine.asked.passage(seed, pieceId),
});
