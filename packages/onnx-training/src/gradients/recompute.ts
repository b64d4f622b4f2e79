import type { Graph, GraphNode, OperatorAttributes, TensorData, Value } from '@midizero/onnx';

/**
 * Makes gathered tensors again on the way back instead of keeping them since the way there. The taps of a convolution are
 * many times as large as what they were gathered from, so that a training step needs far less memory for a little work.
 */
export class GatherRecomputation {
  readonly #graph: Graph;
  readonly #again = new Map<GraphNode, Value>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** The value made again, where it is a gather by constant indices, or a reshape of one; else the value itself. */
  of(value: Value): Value {
    const node = value.producer;
    if (node === undefined) return value;
    const [data, second] = [node.inputs[0]!, node.inputs[1]!];
    if (node.operator === 'Reshape') {
      const inner = this.of(data);
      return inner === data ? value : this.#graph.op('Reshape', [inner, second], node.attributes);
    }
    return node.operator === 'Gather' && second.data !== undefined ? this.#gather(node, second.data) : value;
  }

  #gather(node: GraphNode, indices: TensorData): Value {
    const known = this.#again.get(node);
    if (known !== undefined) return known;
    const [data, second] = [node.inputs[0]!, node.inputs[1]!];
    // Indices of its own: ONNX Runtime would take two nodes with the same inputs for one.
    const own = this.#graph.constant(indices, second.shape as number[], { name: `indices again of ${node.name}` });
    const value = this.#graph.op('Gather', [data, own], node.attributes as OperatorAttributes<'Gather'>);
    this.#again.set(node, value);
    return value;
  }
}
