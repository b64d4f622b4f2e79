// How fast files become an index, and how much memory an open one takes, on the built packages. Both take --fingerprints
// and --store lmdb, and building takes --views all,skyline,parts:
//
//     node packages/retrieval/bench/index-speed.mjs build FOLDER... [--workers N]     windows a second, reading included
//     node packages/retrieval/bench/index-speed.mjs open [WINDOWS]                    growth of the process, made-up pieces
//     node --expose-gc packages/retrieval/bench/index-speed.mjs open-file FILE        the same for an index that is there
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '@midizero/core';
import { createIndexSettings } from '@midizero/retrieval';
import { openLmdbStore } from '@midizero/retrieval/lmdb';
import { indexFiles, listMusicFiles, openFileStore } from '@midizero/retrieval/node';

const DIMENSIONS = 128;
const SCALE = [0, 2, 4, 5, 7, 9, 11];
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
  // What opening needed besides is the peak's; buffers are given back some time after they are found to be unused.
  for (let round = 0; round < 2; round++) {
    globalThis.gc();
    await setTimeout(200);
  }
  const grown = process.memoryUsage().rss - before;
  const { shapeStarts, postings } = index.fingerprints ?? {};
  console.log(
    JSON.stringify({
      windows: index.windowCount,
      fingerprintMegabytes: postings && Math.round((shapeStarts.byteLength + postings.byteLength) / 1e6),
      pieces: index.pieces.length,
      openSeconds: Number(seconds.toFixed(2)),
      grownMegabytes: Math.round(grown / 1e6),
      peakGrowthMegabytes: Math.round((process.resourceUsage().maxRSS * 1024 - before) / 1e6),
    }),
  );
}

/**
 * Made-up pieces of 1000 windows in three readings, whose shares and notes are those of a thousand files of piano music
 * and songs; their fingerprints, of which fewer come again, take a quarter more.
 */
async function writePieces(windows) {
  const encoder = { id: 'made-up', dimensions: DIMENSIONS, windowFrames: 10 };
  const store = await openStore(path, { settings: createIndexSettings(encoder, { fingerprints }) });
  const writer = await store.openWriter();
  const random = createRandom(1);
  for (let piece = 0; 1000 * piece < windows; piece++) {
    const readings = [
      makeReading('all', 440, 2, random),
      makeReading('skyline', 280, 1, random),
      makeReading('track 1', 280, 1, random),
    ];
    await writer.add({ id: `folder/piece number ${piece}.mid`, sourceStamp: `${piece}-0`, readings });
  }
  await writer.commit();
  await store.close();
}

/** Voices that wander through a scale, played unsteadily. */
function makeReading(view, windows, voices, random) {
  const frames = 2 * windows + 8;
  const key = random.integer(12);
  const degrees = Array.from({ length: voices }, (_, voice) => 14 + 12 * voice);
  let seconds = 0;
  const pitches = new Uint8Array(voices * frames);
  const startSeconds = Float32Array.from({ length: frames }, (_, frame) => {
    seconds += [1, 1, 1, 1, 2, 3][random.integer(6)] * (0.2 + 0.02 * random.gaussian());
    for (let voice = 0; voice < voices; voice++) {
      const lowest = 9 + 14 * voice;
      degrees[voice] = Math.min(lowest + 16, Math.max(lowest, degrees[voice] + random.integer(7) - 3));
      pitches[voices * frame + voice] = 24 + key + 12 * Math.floor(degrees[voice] / 7) + SCALE[degrees[voice] % 7];
    }
    pitches.subarray(voices * frame, voices * (frame + 1)).sort();
    return seconds;
  });
  return {
    view,
    startSeconds,
    noteCounts: new Uint8Array(frames).fill(voices),
    pitches,
    windowFirstFrames: Uint32Array.from({ length: windows }, (_, i) => 2 * i),
    vectors: Int8Array.from({ length: windows * DIMENSIONS }, (_, i) => ((31 * i) % 255) - 127),
  };
}
