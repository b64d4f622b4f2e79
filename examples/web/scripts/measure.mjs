// What the page costs: bytes before the first answer, the time to it and to every other, how fast windows are embedded,
// and how fast a folder is indexed, in a headless Chromium on this machine.
// `npm run build` first; then `npm run measure -- [--only visits|embedding|indexing] [path of chromium]` in examples/web.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { libraryPieces } from '@midizero/library';
import { transposeNotes, writeMidi } from '@midizero/midi';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const ROUNDS = 5;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const executablePath = positionals[0] ?? '/usr/bin/chromium';
const root = new URL('..', import.meta.url);
const serve = (options = {}) =>
  preview({ root: root.pathname, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' }, ...options });
const server = await serve();
const [address] = server.resolvedUrls.local;
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });

/** The middle one, or the mean of the two in the middle. */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half) - 1]) / 2;
}

/** A first visit by someone who begins to play while the page is loading. */
async function firstVisit() {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const files = new Set();
  page.on('response', (response) => files.add(new URL(response.url()).pathname));
  const begun = performance.now();
  await page.goto(address);
  const play = async (key) => {
    await page.keyboard.press(key, { delay: 60 });
    await page.waitForTimeout(60);
  };
  for (const letter of 'QWEQERT') await play(`Key${letter}`);
  await page.waitForSelector('#answer:not([hidden])');
  const firstAnswerMilliseconds = performance.now() - begun;
  const answerMilliseconds = [];
  for (const letter of 'QWEQERTQWEQE') {
    await play(`Key${letter}`);
    answerMilliseconds.push(Number((await page.textContent('#facts')).match(/in (\d+) ms/)[1]));
  }
  await context.close();
  return { files: [...files], firstAnswerMilliseconds, answerMilliseconds };
}

/** Windows a second that the network embeds, in a worker and with nothing beside it, and its threads. */
async function embeddingSpeed() {
  const outDir = mkdtempSync(join(tmpdir(), 'midizero-measure-'));
  await build({
    root: new URL('src/measuring/', root).pathname,
    configFile: false,
    base: './',
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
    worker: { format: 'es' },
    build: { outDir, target: 'es2022', chunkSizeWarningLimit: 1000 },
    logLevel: 'error',
  });
  const measuring = await serve({ build: { outDir } });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(measuring.resolvedUrls.local[0]);
  await page.waitForSelector('html[data-speed]', { state: 'attached', timeout: 120_000 });
  const speed = JSON.parse(await page.getAttribute('html', 'data-speed'));
  await context.close();
  await measuring.close();
  rmSync(outDir, { recursive: true });
  return speed;
}

/** Windows a second, from files to an index that is kept: reading, embedding and writing together. */
async function indexingSpeed(folder) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('html[data-engine="ready"]');
  const begun = performance.now();
  await page.setInputFiles('#folder', folder);
  await page.waitForFunction(
    () => document.querySelector('#library-facts').textContent.includes('your folder'),
    undefined,
    {
      timeout: 300_000,
    },
  );
  const seconds = (performance.now() - begun) / 1000;
  const words = await page.textContent('#library-facts');
  await context.close();
  return Number(words.match(/in ([\d,]+) windows/)[1].replaceAll(',', '')) / seconds;
}

/** The built-in pieces in several keys, as files. */
function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'midizero-measure-'));
  for (const { id, notes } of libraryPieces()) {
    for (const semitones of [-3, -2, -1, 0, 1, 2]) {
      writeFileSync(join(folder, `${id} ${semitones}.mid`), writeMidi(transposeNotes(notes, semitones)));
    }
  }
  return folder;
}

async function measureVisits() {
  const visits = [];
  for (let round = 0; round < ROUNDS; round++) visits.push(await firstVisit());
  const bodies = visits[0].files
    .map((path) => (path === '/' ? '/index.html' : path))
    .map((path) => readFileSync(new URL(`dist${path}`, root)));
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const raw = bodies.reduce((sum, body) => sum + body.length, 0);
  const gzipped = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  console.log(`before the first answer: ${bodies.length} files, ${megabytes(raw)}, with gzip ${megabytes(gzipped)}`);
  const firstAnswer = median(visits.map((visit) => visit.firstAnswerMilliseconds));
  const answer = median(visits.flatMap((visit) => visit.answerMilliseconds));
  console.log(
    `first answer on a first visit: ${firstAnswer.toFixed(0)} ms after opening the page (median of ${ROUNDS})`,
  );
  console.log(`every further answer: ${answer.toFixed(0)} ms after the note (median)`);
}

async function measureEmbedding() {
  const { windowsPerSecond, threads } = await embeddingSpeed();
  const speed = median(windowsPerSecond).toFixed(0);
  console.log(`embedding: ${speed} windows a second, ${threads} threads (median of ${windowsPerSecond.length})`);
}

async function measureIndexing() {
  const folder = makeFolder();
  const speeds = [];
  for (let round = 0; round < 3; round++) speeds.push(await indexingSpeed(folder));
  rmSync(folder, { recursive: true });
  console.log(`indexing a folder: ${median(speeds).toFixed(0)} windows a second (median of ${speeds.length})`);
}

const steps = { visits: measureVisits, embedding: measureEmbedding, indexing: measureIndexing };
if (values.only !== undefined && !Object.hasOwn(steps, values.only)) {
  throw new Error(`--only ${values.only}: expected one of ${Object.keys(steps).join(', ')}`);
}
for (const [name, measure] of Object.entries(steps)) {
  if (values.only === undefined || values.only === name) await measure();
}
await browser.close();
await server.close();
