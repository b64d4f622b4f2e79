// Pairs a second of training in Chromium by WebAssembly, against onnxruntime-web 1.19.2, the last with a training build.
//
//   npm run build
//   npm install --prefix runs/peer onnxruntime-web@1.19.2
//   venv/bin/python packages/encoder/bench/browser/onnxruntime_artifacts.py runs/artifacts     (see there for the venv)
//   node packages/encoder/bench/browser-training-speed.mjs --peer runs/peer --artifacts runs/artifacts
//
// Without --peer only the first half runs. Rounds alternate between the two, so that other load meets both. The peer's network
// has no batch normalization (its session cannot be created with it), ours has.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'tsup';

const { values: options } = parseArgs({
  options: {
    peer: { type: 'string' },
    artifacts: { type: 'string' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    'batch-size': { type: 'string', default: '256' },
    steps: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '2' },
    threads: { type: 'string', default: '1' },
  },
});
const [batchSize, steps, rounds, threads] = ['batch-size', 'steps', 'rounds', 'threads'].map((name) =>
  Number(options[name]),
);
const ORIGIN = 'http://localhost';
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const here = dirname(fileURLToPath(import.meta.url));
const bundle = await mkdtemp(join(tmpdir(), 'midizero-bench-'));

await build({
  config: false,
  entry: [join(here, 'browser/train-page.ts')],
  outDir: bundle,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  noExternal: [/.*/],
  splitting: false,
  silent: true,
  esbuildOptions(esbuild) {
    esbuild.conditions = ['onnxruntime-web-use-extern-wasm', 'browser', 'module'];
  },
});
const { resolve } = createRequire(import.meta.url);
const mounts = {
  '/midizero-ort/': dirname(resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')),
  '/peer-ort/': options.peer && join(options.peer, 'node_modules/onnxruntime-web/dist'),
  '/artifacts/': options.artifacts,
  '/midizero/': bundle,
  '/peer/': join(here, 'browser'),
};

/** Answers the pages' requests from files, cross-origin isolated as threads need it. */
async function answer(route) {
  const path = new URL(route.request().url()).pathname;
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const script = { '/midizero': '/midizero/train-page.js', '/peer': '/peer/onnxruntime-page.mjs' }[path];
  if (script !== undefined) {
    const body = `<!doctype html><script type="module" src="${script}"></script>`;
    return route.fulfill({ body, contentType: 'text/html', headers });
  }
  const mount = Object.keys(mounts).find((prefix) => path.startsWith(prefix));
  const body = mount && (await readFile(join(mounts[mount], path.slice(mount.length))).catch(() => undefined));
  if (!body) return route.fulfill({ status: 404 });
  return route.fulfill({ body, contentType: TYPES[extname(path)] ?? 'application/octet-stream', headers });
}

async function measure(name) {
  const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, answer);
    await page.goto(`${ORIGIN}/${name}`);
    await page.waitForFunction(() => 'train' in globalThis);
    const milliseconds = await page.evaluate((given) => globalThis.train(...given), [batchSize, steps + 1, threads]);
    return milliseconds.slice(1);
  } finally {
    await browser.close();
  }
}

const results = { midizero: [], ...(options.peer && { peer: [] }) };
console.log(
  `batch ${batchSize}, ${rounds} rounds of ${steps} steps, ${threads} threads, load ${loadavg()[0].toFixed(1)}`,
);
for (let round = 0; round < rounds; round++) {
  for (const [name, list] of Object.entries(results)) list.push(...(await measure(name)));
}
await rm(bundle, { recursive: true });
const speeds = Object.entries(results).map(([name, list]) => {
  const sorted = list.sort((a, b) => a - b);
  const speed = { median: (1000 * batchSize) / sorted[sorted.length >> 1], best: (1000 * batchSize) / sorted[0] };
  console.log(`${name}: ${speed.median.toFixed(0)} pairs/s (best step ${speed.best.toFixed(0)})`);
  return speed;
});
if (speeds.length === 2) {
  const [own, peer] = speeds;
  console.log(`ratio: ${(own.median / peer.median).toFixed(1)} (best steps ${(own.best / peer.best).toFixed(1)})`);
}
