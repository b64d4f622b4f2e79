import { afterEach, expect, test, vi } from 'vitest';
import { chooseProvider } from './choose-provider.js';

afterEach(() => vi.unstubAllGlobals());

function withGpu(requestAdapter?: () => Promise<unknown>): void {
  vi.stubGlobal('navigator', requestAdapter === undefined ? {} : { gpu: { requestAdapter } });
}

test('a graphics card is taken where it is asked for, and left where it is not', async () => {
  withGpu(async () => ({ info: { isFallbackAdapter: false } }));
  expect(await chooseProvider('auto')).toEqual({ provider: 'webgpu' });
  expect(await chooseProvider('webgpu')).toEqual({ provider: 'webgpu' });
  expect(await chooseProvider('wasm')).toEqual({ provider: 'wasm' });
});

test('a software adapter only where WebGPU is insisted on', async () => {
  withGpu(async () => ({ info: { isFallbackAdapter: true } }));
  expect(await chooseProvider('webgpu')).toEqual({ provider: 'webgpu' });
  expect(await chooseProvider('auto')).toMatchObject({
    provider: 'wasm',
    fallbackReason: expect.stringContaining('software'),
  });
});

test.each([
  ['this browser has no WebGPU', undefined],
  ['WebGPU finds no graphics card that it may use', async () => null],
  ['WebGPU does not start (blocked)', () => Promise.reject(new Error('blocked'))],
])('%s', async (reason, requestAdapter) => {
  withGpu(requestAdapter);
  expect(await chooseProvider('auto')).toEqual({ provider: 'wasm', fallbackReason: reason });
  await expect(chooseProvider('webgpu')).rejects.toMatchObject({
    code: 'ONNX_DEVICE_UNAVAILABLE',
    message: expect.stringContaining(reason),
    details: { device: 'webgpu', reason },
  });
});

test('a page that is not secure is told of that', async () => {
  withGpu();
  vi.stubGlobal('isSecureContext', false);
  expect((await chooseProvider('auto')).fallbackReason).toBe('WebGPU needs a page from HTTPS');
});
