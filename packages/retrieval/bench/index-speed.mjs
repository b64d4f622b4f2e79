// How fast files become an index, and how much memory an open one takes, on the built packages. Both take --fingerprints
// and --store lmdb, and building takes --views all,skyline,parts:
//
//     node packages/retrieval/bench/index-speed.mjs build FOLDER... [--workers N]     windows a second, reading included
//     node packages/retrieval/bench/index-speed.mjs open [WINDOWS]                    growth of the process, made-up pieces
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createIndexSettings } from '@midizero/retrieval';
import { openLmdbStore } from '@midizero/retrieval/lmdb';
import { indexFiles, listMusicFiles, openFileStore } from '@midizero/retrieval/node';

const DIMENSIONS = 128;
// By its path: retrieval knows no network.
const encoderModule = new URL('../../encoder/dist/node.js', import.meta.url).href;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workers: { type: 'string' },
    fingerprints: { type: 'boolean', default: false },
    views: { type: 'string' },
    store: { type: 'string', default: 'file' },
  },
});
const [what, ...rest] = positionals;
const { fingerprints } = values;
const folder = await mkdtemp(join(tmpdir(), 'midizero-index-speed-'));
const path = join(folder, 'pieces.mzi');
const openStore = values.store === 'lmdb' ? openLmdbStore : openFileStore;
try {
  if (what === 'open-file') await openOnce(rest[0]);
  else if (what === 'open') await measureOpening(Number(rest[0] ?? 1_000_000));
  else await measureBuilding(rest, Number(values.workers ?? availableParallelism()));
} finally {
  await rm(folder, { recursive: true });
}

async function measureBuilding(folders, workers) {
  const modelFolder = fileURLToPath(new URL('../../../models/pitch-resnet/', import.meta.url));
  const { loadEncoder } = await import(encoderModule);
  const encoder = await loadEncoder(modelFolder);
  const files = [];
  for (const each of folders) {
    for (const file of await listMusicFiles(each)) files.push({ path: file, name: `${each}/${relative(each, file)}` });
  }
  const store = await openStore(path, {
    settings: createIndexSettings(encoder, { fingerprints, views: values.views?.split(',') }),
  });
  const started = performance.now();
  const { windows, skipped } = await indexFiles(store, files, {
    encoder,
    workers,
    encoderModule: {
      module: encoderModule,
      name: 'loadEncoder',
      args: [modelFolder, { threads: 1 }],
    },
  });
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  console.log(
    JSON.stringify({
      files: files.length,
      skipped: skipped.length,
      workers,
      windows,
      seconds: Number(seconds.toFixed(2)),
      windowsPerSecond: Math.round(windows / seconds),
      filesPerSecond: Math.round(files.length / seconds),
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}

async function measureOpening(windows) {
  await writePieces(windows);
  // In a process of its own: this one has grown already.
  const again = [fileURLToPath(import.meta.url), 'open-file', path, '--store', values.store];
  execFileSync(process.execPath, ['--expose-gc', ...again], { stdio: 'inherit' });
}

async function openOnce(file) {
  globalThis.gc();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const index = await (await openStore(file)).openSnapshot();
  const seconds = (performance.now() - started) / 1000;
  globalThis.gc(); // what opening needed besides is the peak's
  const grown = process.memoryUsage().rss - before;
  console.log(
    JSON.stringify({
      windows: index.windowCount,
      pieces: index.pieces.length,
      openSeconds: Number(seconds.toFixed(2)),
      grownMegabytes: Math.round(grown / 1e6),
      peakGrowthMegabytes: Math.round((process.resourceUsage().maxRSS * 1024 - before) / 1e6),
    }),
  );
}

/** Pieces of 250 windows, two frames a window and three notes a frame. */
async function writePieces(windows) {
  const encoder = { id: 'made-up', dimensions: DIMENSIONS, windowFrames: 10 };
  const store = await openStore(path, { settings: createIndexSettings(encoder, { views: ['all'], fingerprints }) });
  const writer = await store.openWriter();
  const perPiece = 250;
  const frames = 2 * perPiece + 8;
  const reading = {
    view: 'all',
    startSeconds: Float32Array.from({ length: frames }, (_, i) => i / 4),
    noteCounts: new Uint8Array(frames).fill(3),
    pitches: Uint8Array.from({ length: 3 * frames }, (_, i) => 40 + ((7 * i) % 40)),
    windowFirstFrames: Uint32Array.from({ length: perPiece }, (_, i) => 2 * i),
    vectors: Int8Array.from({ length: perPiece * DIMENSIONS }, (_, i) => ((31 * i) % 255) - 127),
  };
  for (let piece = 0; piece * perPiece < windows; piece++) {
    await writer.add({ id: `folder/piece number ${piece}.mid`, sourceStamp: `${piece}-0`, readings: [reading] });
  }
  await writer.commit();
  await store.close();
}
