// Draws inputs and checks them, one after another, until told to stop. Its parent, `scripts/fuzz.mjs`, watches it.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { createRandom } from '../../packages/core/src/index.js';
import { midiTarget } from './midi-target.js';
import { minimise } from './minimise.js';
import { scoreTargets } from './score-targets.js';
import type { FuzzTarget } from './target.js';

/** What the parent asks for. */
interface Task {
  readonly target: string;
  readonly seed: number;
  /** `draw`: say what the first input is; `check`: check `bytes`; `run`: draw and check one input after another. */
  readonly work: 'draw' | 'check' | 'run';
  readonly firstInput: number;
  readonly lastInput: number;
  readonly corpus: readonly string[];
  /** Of `check`. */
  readonly bytes?: Uint8Array;
  readonly options?: object;
  /** Number of the input in hand, how many were read so far, steps of minimising so far, and 1 for stopping. */
  readonly state: Int32Array;
}

const targets: Readonly<Record<string, FuzzTarget>> = { midi: midiTarget, ...scoreTargets };

// Reading may take this much memory, whatever the input, and so much for each of its bytes.
const FREE_BYTES = 32 << 20;
const BYTES_PER_INPUT_BYTE = 300;
const MINIMISING_ATTEMPTS = 3000;

const task = workerData as Task;
const target = targets[task.target];
if (target === undefined) throw new Error(`--target: expected one of ${Object.keys(targets).join(', ')}`);
const { extensions, mutate, drawOptions, read, check } = target;

function drawnInputs(): (input: number) => { bytes: Uint8Array; options: object } {
  const corpus = task.corpus.filter((path) => extensions.includes(extname(path).toLowerCase()));
  const files = [...target!.files(), ...corpus.map((path) => new Uint8Array(readFileSync(path)))];
  const random = createRandom(task.seed);
  parentPort!.postMessage({ files: files.length });
  return (input) => {
    const draw = random.fork(input);
    return { bytes: mutate(files, draw), options: drawOptions(draw) };
  };
}

/** What is wrong with how an input is read; '' where nothing is. */
function flawOf(bytes: Uint8Array, options: object): string {
  try {
    const before = usedBytes();
    const isRead = read(bytes, options);
    const growth = usedBytes() - before;
    if (growth > FREE_BYTES + BYTES_PER_INPUT_BYTE * bytes.length) return `took ${growth} bytes of memory`;
    if (isRead) {
      Atomics.add(task.state, 1, 1);
      check(bytes, options);
    }
    return '';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  }
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

/** The same flaw in another input has other numbers in it. */
function kindOf(flaw: string): string {
  return flaw.split('\n', 1)[0]!.replaceAll(/\d+/g, 'N');
}

async function run(): Promise<void> {
  const draw = drawnInputs();
  let slowest = { milliseconds: 0, bytes: 0, input: 0 };
  for (let input = task.firstInput; input <= task.lastInput && Atomics.load(task.state, 3) === 0; input++) {
    Atomics.store(task.state, 0, input);
    const { bytes, options } = draw(input);
    const started = performance.now();
    const flaw = flawOf(bytes, options);
    const milliseconds = performance.now() - started;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, bytes: bytes.length, input };
    if (flaw === '') continue;
    const kind = kindOf(flaw);
    const failsAlike = (candidate: Uint8Array): boolean => {
      // Tells the watchdog that something is still going on.
      Atomics.add(task.state, 2, 1);
      return kindOf(flawOf(candidate, options)) === kind;
    };
    const smaller = await minimise(bytes, failsAlike, MINIMISING_ATTEMPTS);
    parentPort!.postMessage({ finding: { input, kind, flaw, options, bytes, smaller } });
  }
  parentPort!.postMessage({ slowest });
}

if (task.work === 'run') await run();
else if (task.work === 'draw') parentPort!.postMessage({ drawn: drawnInputs()(task.firstInput) });
else parentPort!.postMessage({ checked: flawOf(task.bytes!, task.options!) });
