import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { DataFormatError } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { UnsupportedModelError } from '../errors.js';
import { ModelProtoSchema, TensorProtoSchema } from '../generated/onnx/onnx_pb.js';
import { createGraph } from '../graph/graph.js';
import { createNodeRuntime } from '../node/node-runtime.js';
import { readOnnx } from './read-onnx.js';
import { toOnnxBytes } from './to-onnx.js';

const weights = { w: Float32Array.from({ length: 6 }, (_, index) => index / 4) };

function model(): Uint8Array {
  const g = createGraph({ name: 'model' });
  const x = g.input('x', ['n', 3]);
  const h = g.op('LeakyRelu', [g.matMul(x, g.parameter('w', [3, 2]))], { alpha: 0.25 });
  const clipped = g.op('Clip', [h, undefined, g.scalar(2)]);
  g.output('y', g.cast(g.reduceSum(clipped, { axes: [1], keepDims: true }), 'int32'));
  g.output('first', g.ops('Split', [clipped, g.ints([1, 1])], 2, { axis: 1 })[0]!);
  return toOnnxBytes(g, { parameters: weights, metadata: { license: 'none' } });
}

describe('reading an ONNX file', () => {
  test('gives a graph that computes the same and has the same names', async () => {
    const { graph, parameters, metadata } = readOnnx(model(), { isParameter: (name) => name === 'w' });
    expect(metadata).toEqual({ license: 'none' });
    expect(parameters).toEqual(weights);
    expect(graph.inputs.map(({ name, shape }) => ({ name, shape }))).toEqual([{ name: 'x', shape: ['n', 3] }]);
    expect([...graph.outputs.keys()]).toEqual(['y', 'first']);

    const runtime = await createNodeRuntime({ threads: 1, spinning: false });
    const x = runtime.createTensor('float32', Float32Array.of(1, 2, -9, 0, 1, 2), [2, 3]);
    const results = await Promise.all(
      [model(), toOnnxBytes(graph, { parameters })].map(async (bytes) => {
        const session = await runtime.createSession(bytes);
        const { y, first } = await session.run({ x });
        return [Array.from(y!.data as Int32Array), Array.from(first!.data as Float32Array)];
      }),
    );
    expect(results[1]).toEqual(results[0]);
    expect(results[0]).toEqual([
      [-4, 4],
      [-2, 2],
    ]);
  });

  test('weights that are inputs become parameters, and one output alone keeps only the inputs it needs', () => {
    const g = createGraph({ name: 'eval' });
    const logits = g.matMul(g.input('x', [2, 3]), g.parameter('w', [3, 2]));
    g.output('logits', logits);
    g.output('loss', g.reduceSum(g.mul(logits, g.input('labels', [2, 2]))));
    const { graph } = readOnnx(toOnnxBytes(g), { isParameterInput: (name) => name === 'w' });
    const inference = readOnnx(toOnnxBytes(graph, { parameters: weights, outputs: ['logits'] }));
    expect(inference.graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect([...inference.graph.outputs.keys()]).toEqual(['logits']);
    expect(() => toOnnxBytes(graph, { outputs: ['prediction'] })).toThrow(/no output "prediction", only logits, loss/);
  });

  test('reads from a Buffer that is a part of a larger one', () => {
    const pooled = Buffer.concat([Buffer.alloc(3), model()]).subarray(3);
    expect(readOnnx(pooled, { isParameter: (name) => name === 'w' }).parameters).toEqual(weights);
  });

  test('reads tensors stored in typed fields as well as raw bytes', () => {
    const proto = fromBinary(ModelProtoSchema, model());
    const split = proto.graph!.initializer.findIndex((tensor) => tensor.dims[0] === 2n && tensor.dims.length === 1);
    const { name } = proto.graph!.initializer[split]!;
    proto.graph!.initializer[split] = create(TensorProtoSchema, { name, dims: [2n], dataType: 7, int64Data: [1n, 1n] });
    const { graph } = readOnnx(toBinary(ModelProtoSchema, proto));
    expect(graph.constants.find((value) => value.name === name)!.data).toEqual(BigInt64Array.of(1n, 1n));
  });

  test('names an operator it does not know', () => {
    const proto = fromBinary(ModelProtoSchema, model());
    proto.graph!.node[0]!.opType = 'Einsum';
    expect(() => readOnnx(toBinary(ModelProtoSchema, proto))).toThrow(/operator Einsum is not supported/);
    expect(() => readOnnx(toBinary(ModelProtoSchema, proto))).toThrow(UnsupportedModelError);
  });

  test('names an operator set and an element type it does not know', () => {
    const newer = fromBinary(ModelProtoSchema, model());
    newer.opsetImport[0]!.version = 21n;
    expect(() => readOnnx(toBinary(ModelProtoSchema, newer))).toThrow(/operator set 21/);
    const half = fromBinary(ModelProtoSchema, model());
    half.graph!.initializer[0]!.dataType = 10;
    expect(() => readOnnx(toBinary(ModelProtoSchema, half))).toThrow(/FLOAT16 is not supported/);
  });

  test('refuses bytes that are no model, and models that are cut off', () => {
    expect(() => readOnnx(Uint8Array.of(255, 255, 255))).toThrow(DataFormatError);
    expect(() => readOnnx(new Uint8Array())).toThrow(/no graph/);
    expect(() => readOnnx(model().subarray(0, 100))).toThrow(DataFormatError);
    const short = fromBinary(ModelProtoSchema, model());
    short.graph!.initializer[0]!.rawData = new Uint8Array(3);
    expect(() => readOnnx(toBinary(ModelProtoSchema, short))).toThrow(/do not fill the shape/);
  });
});
