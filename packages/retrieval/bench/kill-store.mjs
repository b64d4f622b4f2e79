// Kills a process that changes an index file (adds, replaces, removes, compacts) at random moments and checks each time
// that the file opens with the last commit:
//
//     node packages/retrieval/bench/kill-store.mjs [kills] [seed]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const [kills = 200, seed = 1] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'midizero-kill-'));
try {
  const source = (name) => fileURLToPath(new URL(`../src/testing-support/kill/${name}.ts`, import.meta.url));
  await build({
    entry: ['change-store', 'kill-store', 'traces'].map(source),
    outDir: folder,
    format: ['esm'],
    outExtension: () => ({ js: '.mjs' }),
    target: 'es2022',
    platform: 'node',
    silent: true,
    config: false,
    noExternal: [/^@midizero\//, /^@bufbuild\//],
    external: [/^onnxruntime-/],
    esbuildOptions: (options) => {
      options.conditions = ['@midizero/source'];
    },
  });
  const { killStore } = await import(join(folder, 'kill-store.mjs'));
  const { hasTraces } = await import(join(folder, 'traces.mjs'));
  const path = join(folder, 'killed.mzi');
  const program = join(folder, 'change-store.mjs');
  const options = { program, path, kills, seed, mostCommits: 6, longestMilliseconds: 60 };
  const report = await killStore(options, () => hasTraces(path));
  console.log(JSON.stringify(report));
} finally {
  await rm(folder, { recursive: true, force: true });
}
