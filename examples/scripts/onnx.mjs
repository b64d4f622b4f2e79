// Builds a layer as an ONNX model, and runs it.
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';

const g = createGraph({ name: 'layer' });
g.output('y', g.relu(g.matMul(g.input('x', ['n', 2]), g.parameter('weight', [2, 3]))));
const model = toOnnxBytes(g, { parameters: { weight: Float32Array.of(1, 0, -1, 0, 1, -1) } });

const runtime = await createNodeRuntime();
const session = await runtime.createSession(model, { name: 'layer' });
const { y } = await session.run({ x: runtime.createTensor('float32', Float32Array.of(3, 4), [1, 2]) });
console.log(model.length, 'bytes;', y.data); // Float32Array [ 3, 4, 0 ]
await session.release();
