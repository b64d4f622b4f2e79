// Indexes the built-in pieces, so that the page need not do it at every visit.
import { mkdir, writeFile } from 'node:fs/promises';
import { loadEncoder } from '@midizero/encoder/node';
import { libraryPieces } from '@midizero/library';
import { modelFolder } from '@midizero/pitch-resnet';
import { buildIndex, saveIndex } from '@midizero/retrieval';

const folder = new URL('../src/engine/generated/', import.meta.url);
const encoder = await loadEncoder(modelFolder);
const index = await buildIndex(libraryPieces(), { encoder });
await mkdir(folder, { recursive: true });
await writeFile(new URL('built-in.mzi', folder), saveIndex(index));
await encoder.release();
