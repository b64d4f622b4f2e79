import { fileURLToPath } from 'node:url';
import { createNodeRuntime } from '@midizero/onnx/node';
import { openIndexFile } from '@midizero/retrieval/node';

/** An index that `midizero index` wrote, with the published encoder that made it. */
export async function openPublished(indexFile) {
  const index = await openIndexFile(indexFile);
  // By its path: retrieval knows no network.
  const { loadEncoder } = await import(new URL('../../encoder/dist/node.js', import.meta.url).href);
  const runtime = await createNodeRuntime();
  const model = fileURLToPath(new URL('../../../models/pitch-resnet/', import.meta.url));
  return { index, runtime, encoder: await loadEncoder(model, { runtime }) };
}
