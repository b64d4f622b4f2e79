import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../../../scripts/build-program.mjs';
import type { ProviderReport } from '../testing-support/train-on-provider.js';

/** SwiftShader, a GPU written in software, and a Vulkan loader, as Debian's chromium brings them. */
const VULKAN_FOLDER = '/usr/lib/chromium';
const driver = join(VULKAN_FOLDER, 'vk_swiftshader_icd.json');
const isRequired = process.env.MIDIZERO_REQUIRE?.includes('chromium') ?? false;
const skip = !existsSync(driver) && !isRequired;

// Inside the package, so that the built program finds onnxruntime-node.
const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

describe.skipIf(skip)(`WebGPU in Node${skip ? ` (SKIPPED: no ${driver}; apt install chromium)` : ''}`, () => {
  let folder: string;
  let program: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(packageFolder, 'node_modules', '.webgpu-'));
    program = await buildProgram(join(packageFolder, 'src/testing-support/train-on-provider.ts'), folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function train(provider: 'cpu' | 'webgpu'): Promise<ProviderReport> {
    const env = { ...process.env, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: VULKAN_FOLDER };
    const { stdout } = await promisify(execFile)(process.execPath, [program, provider], { env });
    return JSON.parse(stdout) as ProviderReport;
  }

  test('takes the steps of the CPU, with weights and moments kept on the GPU between them', async () => {
    const [cpu, gpu] = [await train('cpu'), await train('webgpu')];
    for (const [step, loss] of cpu.losses.entries()) expect(gpu.losses[step]).toBeCloseTo(loss, 3);
    for (const [name, values] of Object.entries(cpu.parameters)) {
      for (const [index, value] of values.entries()) expect(gpu.parameters[name]![index]).toBeCloseTo(value, 2);
    }
    expect(cpu.keptOnDevice).toEqual([]);
    expect([...gpu.keptOnDevice].sort()).toEqual(
      [
        ...Object.keys(gpu.parameters).map((name) => `${name}/next`),
        ...['hidden/weight', 'hidden/norm/scale', 'hidden/norm/bias', 'out/weight', 'out/bias'].flatMap((name) => [
          `${name}/first_moment/next`,
          `${name}/second_moment/next`,
        ]),
      ].sort(),
    );
  }, 60_000);
});
