import { createGraph } from '../graph/graph.js';
import { toOnnxBytes } from '../serialization/to-onnx.js';
import type { TensorData, TensorType } from './contract.js';
import type { OrtSession, OrtTensor } from './ort-api.js';

/**
 * Copies tensors from a GPU by running a model that only passes its input on. onnxruntime-node needs it: asked for the
 * elements of a GPU tensor, version 1.30 ends the process.
 */
export class DeviceCopier {
  readonly #createSession: (model: Uint8Array) => Promise<OrtSession>;
  /** By element type and number of dimensions. */
  readonly #sessions = new Map<string, Promise<OrtSession>>();

  constructor(createSession: (model: Uint8Array) => Promise<OrtSession>) {
    this.#createSession = createSession;
  }

  async copy(tensor: OrtTensor): Promise<TensorData> {
    const key = `${tensor.type} ${tensor.dims.length}`;
    const session = this.#sessions.get(key) ?? this.#createSession(passingModel(tensor));
    this.#sessions.set(key, session);
    const { y } = await (await session).run({ x: tensor });
    const data = (y!.data as TensorData).slice();
    y!.dispose();
    return data;
  }
}

function passingModel({ type, dims }: OrtTensor): Uint8Array {
  const g = createGraph({ name: 'copy from device' });
  const shape = dims.map((_, axis) => `d${axis}`);
  g.output('y', g.op('Identity', [g.input('x', shape, type as TensorType)]));
  return toOnnxBytes(g);
}
