import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeRuntime } from '../../packages/onnx/src/node.js';
import { adamW, createTrainingArtifacts, TrainingSession } from '../../packages/onnx-training/src/index.js';
import { writeTrainingArtifacts } from '../../packages/onnx-training/src/node.js';
import { circleBatch, circleClassifier } from '../../packages/onnx-training/src/testing-support/circle.js';
import type { TrainPage } from './pages/train.js';
import { bundlePage, onnxRuntimeFolder } from './support/bundle-page.js';
import { launchChromium, skipBrowserTests, softwareGpuArguments, whereSkipped } from './support/chromium.js';
import { type StaticServer, serveFolders } from './support/static-server.js';

declare const trainPage: TrainPage;

const LEARNING_RATE = 0.02;
const artifacts = createTrainingArtifacts({ name: 'circle', build: circleClassifier, optimizer: adamW(), seed: 1 });

async function lossesInNode(steps: number): Promise<number[]> {
  const session = await TrainingSession.create(await createNodeRuntime({ threads: 1, spinning: false }), artifacts);
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    await session.lazyResetGrad();
    const { loss } = await session.runTrainStep(circleBatch(step));
    losses.push(Number(loss!.data[0]));
    await session.runOptimizerStep({ learningRate: LEARNING_RATE });
  }
  await session.release();
  return losses;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(skipBrowserTests)(`training from artifacts in the browser${whereSkipped}`, () => {
  let server: StaticServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-page-'));
    await bundlePage(folder, 'train');
    await writeTrainingArtifacts(join(folder, 'artifacts'), artifacts);
    server = await serveFolders({ '/ort/': onnxRuntimeFolder(), '/': folder });
  });
  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true });
  });

  async function lossesInPage(browser: Browser, provider: 'wasm' | 'webgpu', steps: number): Promise<number[]> {
    try {
      const page = await browser.newPage();
      await page.goto(server.origin);
      await page.waitForFunction(() => 'trainPage' in globalThis);
      return await page.evaluate(([...given]) => trainPage.train(...given), [provider, steps, LEARNING_RATE] as const);
    } finally {
      await browser.close();
    }
  }

  test('on WebAssembly the loss falls over 50 steps, as it does in Node', async () => {
    const losses = await lossesInPage(await launchChromium(), 'wasm', 50);
    expect(losses).toHaveLength(50);
    expect(mean(losses.slice(-5))).toBeLessThan(0.7 * mean(losses.slice(0, 5)));
    for (const [step, loss] of (await lossesInNode(50)).entries()) expect(losses[step]).toBeCloseTo(loss, 3);
  });

  test('on WebGPU, by software, the losses are those of Node', async () => {
    const losses = await lossesInPage(await launchChromium(softwareGpuArguments), 'webgpu', 10);
    for (const [step, loss] of (await lossesInNode(10)).entries()) expect(losses[step]).toBeCloseTo(loss, 2);
  }, 120_000);
});
