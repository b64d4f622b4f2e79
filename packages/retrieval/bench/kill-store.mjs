// Kills processes that write an index at random moments, and checks each time that it opens with the last commit: one that
// adds, replaces, removes and compacts, and one that builds an index of files in threads and goes on where it was killed.
// With the file store and with LMDB:
//
//     node packages/retrieval/bench/kill-store.mjs [kills] [seed]
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../../../scripts/build-program.mjs';

const [kills = 200, seed = 1] = process.argv.slice(2).map(Number);
// Inside the package, so that the built programs find lmdb.
const folder = await mkdtemp(fileURLToPath(new URL('../node_modules/.kill-', import.meta.url)));
const built = (source) => buildProgram(fileURLToPath(new URL(`../src/${source}.ts`, import.meta.url)), folder);
try {
  const { killStore } = await import(await built('testing-support/kill/kill-store'));
  const { killBuilds } = await import(await built('testing-support/kill/kill-builds'));
  const changeStore = await built('testing-support/kill/change-store');
  const buildIndex = await built('testing-support/kill/build-index');
  for (const beside of ['testing-support/encoder-module', 'node/indexing/worker']) await built(beside);
  for (const kind of ['file', 'lmdb']) {
    const options = { kind, kills, seed, mostSteps: 6 };
    const changed = { ...options, program: changeStore, path: join(folder, `changed-${kind}`) };
    console.log('changes', kind, JSON.stringify(await killStore({ ...changed, longestMilliseconds: 60 })));
    const builds = { ...options, program: buildIndex, folder: join(folder, `built-${kind}`), files: 200 };
    console.log('builds', kind, JSON.stringify(await killBuilds({ ...builds, longestMilliseconds: 40 })));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
