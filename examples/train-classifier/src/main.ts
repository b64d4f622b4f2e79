import { createWebRuntime } from '@midizero/onnx/web';
import loader from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { trainRingClassifier } from './ring-classifier.js';

const STEPS = 1500;
const SIZE = 64;
const button = document.querySelector<HTMLButtonElement>('#train')!;
const status = document.querySelector<HTMLElement>('#status')!;
const canvas = document.querySelector<HTMLCanvasElement>('#map')!;

/** The share of "inside" for each pixel of the canvas. */
async function drawMap(model: Uint8Array): Promise<void> {
  const runtime = await startRuntime();
  const session = await runtime.createSession(model, { name: 'ring' });
  const coordinate = (pixel: number): number => (2 * (pixel + 0.5)) / SIZE - 1;
  const points = Float32Array.from({ length: 2 * SIZE * SIZE }, (_, index) => {
    const pixel = index >> 1;
    return coordinate(index % 2 === 0 ? pixel % SIZE : Math.floor(pixel / SIZE));
  });
  const { logits } = await session.run({ points: runtime.createTensor('float32', points, [SIZE * SIZE, 2]) });
  const values = (await logits!.download()) as Float32Array;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(SIZE, SIZE);
  for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
    const inside = 1 / (1 + Math.exp(values[2 * pixel]! - values[2 * pixel + 1]!));
    image.data.set([40, 80, 200, 255 * inside], 4 * pixel);
  }
  context.putImageData(image, 0, 0);
  await session.release();
}

function startRuntime(): ReturnType<typeof createWebRuntime> {
  const absolute = (address: string): string => new URL(address, location.href).href;
  const wasmPaths = { mjs: absolute(loader), wasm: absolute(wasm) };
  return createWebRuntime({ provider: 'wasm', threads: 1, wasmPaths });
}

async function train(): Promise<void> {
  const model = await trainRingClassifier(await startRuntime(), STEPS, (step, loss) => {
    if (step % 50 === 0) status.textContent = `Step ${step} of ${STEPS}, loss ${loss.toFixed(3)}`;
  });
  await drawMap(model);
}

button.addEventListener('click', () => {
  button.disabled = true;
  train()
    .catch((error: unknown) => {
      status.textContent = `It failed: ${String(error)}`;
    })
    .finally(() => {
      button.disabled = false;
    });
});
