// A process of its own that indexes files in threads, commit after commit, until it is killed or done. It writes a line
// for each file that it has committed. Arguments: the kind of store, where it is, and a folder with the files.
import { readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { indexFiles } from '../../node/indexing/index-files.js';
import { killSettings } from './encode-seed.js';
import { openStore } from './open-store.js';

const [kind, path, folder] = process.argv.slice(2);
const store = await openStore(kind!, path!, killSettings);
const names = readdirSync(folder!).sort();
writeSync(1, 'ready\n');
await indexFiles(
  store,
  names.map((name) => ({ name, path: join(folder!, name) })),
  {
    encoder: createRawEncoder(),
    // Built beside this program.
    encoderModule: { module: new URL('encoder-module.mjs', import.meta.url).href, name: 'createRawEncoder', args: [] },
    workerUrl: new URL('worker.mjs', import.meta.url).href,
    workers: 2,
    commitSeconds: 0,
    onProgress: ({ completed }) => writeSync(1, `${completed}\n`),
  },
);
await store.close();
