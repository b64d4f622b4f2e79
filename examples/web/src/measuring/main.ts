import type { EmbeddingSpeed } from './worker.js';

/** Not a part of the page: built and opened by `scripts/measure.mjs`, which waits for the attribute. */
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'embedding' });
worker.addEventListener('message', ({ data }: MessageEvent<EmbeddingSpeed>) => {
  document.documentElement.dataset.speed = JSON.stringify(data);
});
