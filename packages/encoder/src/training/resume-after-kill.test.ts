import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../../../../scripts/build-program.mjs';

// Inside the package, so that the built program finds onnxruntime-node.
const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(packageFolder, 'node_modules', '.resume-after-kill-'));
  program = await buildProgram(join(packageFolder, 'src/testing-support/train-in-folder.ts'), folder);
});

afterAll(() => rm(folder, { recursive: true }));

function start(path: string): ChildProcess {
  return spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Runs the program; kills it without warning after so many steps and a moment. @returns true if it came to its end */
async function train(path: string, kill?: { readonly afterSteps: number; readonly milliseconds: number }) {
  const child = start(path);
  let steps = 0;
  child.stdout!.on('data', (dots: Buffer) => {
    const before = steps;
    steps += dots.length;
    if (kill === undefined || before >= kill.afterSteps || steps < kill.afterSteps) return;
    setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...ending) => resolve(ending));
  });
  expect(code === 0 || signal === 'SIGKILL', `ended with ${code ?? signal}`).toBe(true);
  return code === 0;
}

test('a training that is killed again and again ends with the weights of one that is not', async () => {
  const [straight, killed] = [join(folder, 'straight'), join(folder, 'killed')];
  expect(await train(straight)).toBe(true);
  const moments = [1, 5, 13, 8].map((afterSteps, index) => ({ afterSteps, milliseconds: 4 * index }));
  for (const moment of moments) expect(await train(killed, moment)).toBe(false);
  expect(await train(killed)).toBe(true);

  const weights = (path: string): Promise<Buffer> => readFile(join(path, 'weights.safetensors'));
  expect((await weights(killed)).equals(await weights(straight))).toBe(true);
  const metrics = (path: string): Promise<string> => readFile(join(path, 'metrics.jsonl'), 'utf8');
  expect(await metrics(killed)).toBe(await metrics(straight));
}, 60_000);
