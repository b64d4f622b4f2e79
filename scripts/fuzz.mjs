// Damages real files and reads them, for as long as it is told to: nothing but typed errors may come out, in time and
// memory that the input's size bears out.
//
//   node scripts/fuzz.mjs [--target midi] [--corpus FOLDER]... [--minutes 60] [--seed 1] [--first-input 0] [--inputs N]
//
// Targets are midi, abc, kern, musicxml, mei and mxl (which needs a corpus).
// The same seed, corpus and input number give the same input. What is found is made small and saved in runs/fuzz; the run
// ends with its counts, and with code 1 if anything was found.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'tsup';
import { fail, root } from './workspace.mjs';

// Inputs are read in milliseconds. Processor time is counted, so that a busy machine makes no hang.
const HANG_SECONDS = 20;
const POLL_MILLISECONDS = 250;
const REPORT_MILLISECONDS = 60_000;
const WORKER_HEAP_MIB = 1024;
const MAX_FILE_BYTES = 300_000;
const SAVED_OF_A_KIND = 3;
const SLOW_MINIMISING_ATTEMPTS = 30;

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'midi' },
    corpus: { type: 'string', multiple: true, default: [] },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    'first-input': { type: 'string', default: '0' },
    inputs: { type: 'string', default: '2147483647' },
  },
});
const { target } = values;
const seed = Number(values.seed);
const firstInput = Number(values['first-input']);
const lastInput = firstInput + Number(values.inputs) - 1;
const deadline = Date.now() + Number(values.minutes) * 60_000;
const folder = join(root, 'runs', 'fuzz');
mkdirSync(folder, { recursive: true });

/** The worker and the sources it uses, as modules that Node runs. */
async function bundle() {
  const entry = ['worker', 'minimise'].map((name) => join(root, 'scripts', 'fuzz', `${name}.ts`));
  await build({
    entry,
    outDir: join(folder, 'build'),
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    noExternal: [/^[^.]/],
    external: [/^node:/],
    config: false,
    silent: true,
    esbuildOptions: (options) => {
      options.conditions = ['@midizero/source'];
    },
  });
  return (name) => pathToFileURL(join(folder, 'build', `${name}.mjs`));
}

function filesBelow(path) {
  if (!existsSync(path)) fail(`${path}: no such file or folder; give files to damage with --corpus`);
  if (!statSync(path).isDirectory()) return statSync(path).size <= MAX_FILE_BYTES ? [path] : [];
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

const built = await bundle();
const { minimise } = await import(built('minimise'));
const corpus = values.corpus.flatMap((path) => filesBelow(resolve(path)));

/**
 * One worker, until it ends or uses more than HANG_SECONDS of the processor for one input.
 * @returns '' where it ended by itself, else what became of it
 */
function runWorker(work, state, onMessage) {
  return new Promise((done) => {
    const worker = new Worker(built('worker'), {
      workerData: { target, seed, corpus, state, lastInput, ...work },
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MIB },
    });
    let before = { at: '', cpu: process.cpuUsage() };
    let ending = '';
    const watch = setInterval(() => {
      if (Date.now() > deadline) Atomics.store(state, 3, 1);
      const at = `${Atomics.load(state, 0)} ${Atomics.load(state, 2)}`;
      if (at !== before.at) before = { at, cpu: process.cpuUsage() };
      const { user, system } = process.cpuUsage(before.cpu);
      if (user + system > HANG_SECONDS * 1e6) {
        ending = `no end after ${HANG_SECONDS} s`;
        worker.terminate();
      }
    }, POLL_MILLISECONDS);
    worker.on('message', onMessage);
    worker.on('error', (error) => {
      ending ||= `the worker died: ${error.message}`;
    });
    worker.on('exit', () => {
      clearInterval(watch);
      done(ending);
    });
  });
}

const newState = () => new Int32Array(new SharedArrayBuffer(16));
const findings = new Map();

function save({ input, kind, flaw, options, bytes, smaller }) {
  const count = (findings.get(kind) ?? 0) + 1;
  findings.set(kind, count);
  if (count > SAVED_OF_A_KIND) return;
  const name = join(folder, `${target}-seed-${seed}-input-${input}`);
  writeFileSync(`${name}.bin`, bytes);
  writeFileSync(`${name}.min.bin`, smaller);
  writeFileSync(`${name}.txt`, `${kind}\noptions ${JSON.stringify(options)}\n${flaw}\n`);
  console.log(`FOUND input ${input}, ${bytes.length} bytes, ${smaller.length} when minimised: ${kind}\n  ${name}.*`);
}

/** An input that the worker did not come back from: it is drawn again, and minimised in workers of their own. */
async function saveFatal(input, kind) {
  let drawn;
  await runWorker({ work: 'draw', firstInput: input }, newState(), (message) => {
    drawn = message.drawn ?? drawn;
  });
  const { bytes, options } = drawn;
  const fails = async (candidate) =>
    (await runWorker({ work: 'check', bytes: candidate, options }, newState(), () => {})) !== '';
  const smaller = await minimise(bytes, fails, findings.has(kind) ? 0 : SLOW_MINIMISING_ATTEMPTS);
  save({ input, kind, flaw: kind, options, bytes, smaller });
}

const started = Date.now();
let read = 0;
let slowest = { milliseconds: 0, bytes: 0, input: 0 };
let files = 0;
let next = firstInput;

function report(name, state) {
  const inputs = Atomics.load(state, 0) + 1 - firstInput;
  const found = [...findings.values()].reduce((sum, count) => sum + count, 0);
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(
    `${name}: ${minutes} min, ${files} files, ${inputs} inputs, ${read + Atomics.load(state, 1)} of them read, ` +
      `${found} findings of ${findings.size} kinds`,
  );
}

while (next <= lastInput && Date.now() < deadline) {
  const state = newState();
  state[0] = next;
  const reporting = setInterval(() => report('so far', state), REPORT_MILLISECONDS);
  const ending = await runWorker({ work: 'run', firstInput: next }, state, (message) => {
    if (message.files !== undefined) files = message.files;
    if (message.finding !== undefined) save(message.finding);
    if (message.slowest?.milliseconds > slowest.milliseconds) slowest = message.slowest;
  });
  clearInterval(reporting);
  const input = Atomics.load(state, 0);
  if (ending !== '') {
    if (files === 0) fail(ending);
    await saveFatal(input, ending.replaceAll(/\d+/g, 'N'));
  }
  next = input + 1;
  if (next > lastInput || Date.now() >= deadline) report('all', state);
  read += Atomics.load(state, 1);
}
console.log(`slowest: input ${slowest.input}, ${slowest.bytes} bytes, ${slowest.milliseconds.toFixed(0)} ms`);
for (const [kind, count] of findings) console.log(`${count} × ${kind}`);
process.exit(findings.size === 0 ? 0 : 1);
