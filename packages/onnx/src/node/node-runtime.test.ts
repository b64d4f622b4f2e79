import { describe, expect, test } from 'vitest';
import { OnnxRuntimeError, RuntimeUnavailableError } from '../errors.js';
import { createGraph } from '../graph/graph.js';
import { toOnnxBytes } from '../serialization/to-onnx.js';
import { createNodeRuntime } from './node-runtime.js';

function affineModel(): Uint8Array {
  const g = createGraph({ name: 'affine' });
  const x = g.input('x', ['n', 2]);
  const y = g.add(g.matMul(x, g.parameter('w', [2, 2])), g.parameter('b', [2]));
  g.output('y', y);
  g.output('y again', y);
  g.output('x again', x);
  return toOnnxBytes(g, { parameters: { w: Float32Array.of(1, 2, 3, 4) } });
}

describe('the Node runtime', () => {
  test('runs a built model, with bound parameters stored and others fed', async () => {
    const runtime = await createNodeRuntime({ threads: 1 });
    const session = await runtime.createSession(affineModel());
    expect(session.inputNames).toEqual(['x', 'b']);
    const outputs = await session.run({
      x: runtime.createTensor('float32', Float32Array.of(1, 0, 0, 1, 1, 1), [3, 2]),
      b: runtime.createTensor('float32', Float32Array.of(10, 20), [2]),
    });
    expect(Array.from(outputs.y!.data as Float32Array)).toEqual([11, 22, 13, 24, 14, 26]);
    expect(outputs.y!.dims).toEqual([3, 2]);
    expect(outputs['y again']!.data).toEqual(outputs.y!.data);
    expect(Array.from(outputs['x again']!.data as Float32Array)).toEqual([1, 0, 0, 1, 1, 1]);
    await session.release();
  });

  test('keeps overlapping runs in order', async () => {
    const runtime = await createNodeRuntime({ threads: 1, spinning: false });
    const session = await runtime.createSession(affineModel());
    const b = runtime.createTensor('float32', Float32Array.of(0, 0), [2]);
    const finished: number[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (index) => {
        const x = runtime.createTensor('float32', Float32Array.of(index, 0), [1, 2]);
        const { y } = await session.run({ x, b }, ['y']);
        expect(Array.from(y!.data as Float32Array)).toEqual([index, 2 * index]);
        finished.push(index);
      }),
    );
    expect(finished).toEqual([0, 1, 2, 3]);
  });

  test('wraps errors of the engine and names the model', async () => {
    const runtime = await createNodeRuntime({ threads: 1 });
    await expect(runtime.createSession(Uint8Array.of(1, 2, 3), { name: 'broken' })).rejects.toThrow(/model "broken"/);
    const session = await runtime.createSession(affineModel(), { name: 'affine' });
    const wrong = session.run({ x: runtime.createTensor('float32', new Float32Array(3), [1, 3]) });
    await expect(wrong).rejects.toBeInstanceOf(OnnxRuntimeError);
    expect(() => runtime.createTensor('float32', new Float32Array(3), [2, 2])).toThrow(/do not fill/);
  });

  test('says what to install when ONNX Runtime is missing', () => {
    const error = new RuntimeUnavailableError('onnxruntime-node', new Error('not found'));
    expect(error.message).toContain('npm install onnxruntime-node');
  });
});
