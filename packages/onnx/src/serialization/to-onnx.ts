import { create, toBinary } from '@bufbuild/protobuf';
import { InvalidArgumentError } from '@midizero/core';
import { GraphError } from '../errors.js';
import type { NodeProto, ValueInfoProto } from '../generated/onnx/onnx_pb.js';
import {
  ModelProtoSchema,
  NodeProtoSchema,
  TensorShapeProto_DimensionSchema,
  ValueInfoProtoSchema,
} from '../generated/onnx/onnx_pb.js';
import { multiplyDims } from '../graph/dimension.js';
import type { GraphCore } from '../graph/graph-core.js';
import type { GraphNode, Parameter, TensorInfo, Value } from '../graph/value.js';
import { findOperator } from '../operators/table.js';
import { toAttributeProto } from './attribute-proto.js';
import { dataTypeOf } from './data-types.js';
import { toTensorProto } from './tensor-proto.js';

export interface ToOnnxOptions {
  /**
   * Values of parameters by name, stored in the model. A parameter without values becomes an input, so that it can be
   * fed at each run (as training does).
   * @default none
   */
  readonly parameters?: Readonly<Record<string, Float32Array>>;
  /** Key-value pairs stored in the model. @default none */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Outputs to keep, by name; inputs that none of them needs are left out. @default all outputs, and with them all inputs */
  readonly outputs?: readonly string[];
}

// The oldest file version that goes with operator set 17, so that old readers take the file too.
const IR_VERSION = 8n;

/**
 * The graph as the bytes of an .onnx file. Nodes that no output depends on are left out.
 * @throws GraphError if there is no output; InvalidArgumentError if a parameter's values do not fit its shape
 */
export function toOnnxBytes(
  graph: GraphCore,
  { parameters = {}, metadata = {}, outputs: wanted }: ToOnnxOptions = {},
): Uint8Array {
  const outputs = wanted === undefined ? graph.outputs : chosenOutputs(graph, wanted);
  if (outputs.size === 0) throw new GraphError(`graph "${graph.name}" has no output`, { graph: graph.name });
  const { nodes, values } = reachable(graph, outputs);
  const names = new OutputNames(outputs);
  const inputs = wanted === undefined ? graph.inputs : graph.inputs.filter((value) => values.has(value));
  const bound = (parameter: Parameter): boolean => Object.hasOwn(parameters, parameter.name);
  const used = graph.parameters.filter((parameter) => values.has(parameter));
  const constants = graph.constants.filter((value) => values.has(value));
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'midizero',
    opsetImport: [{ domain: '', version: BigInt(graph.opset) }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: graph.name,
      input: [...inputs, ...used.filter((parameter) => !bound(parameter))].map((value) => valueInfo(value.name, value)),
      initializer: [
        ...constants.map((value) =>
          toTensorProto(value.name, { type: value.type, dims: value.shape as number[], data: value.data! }),
        ),
        ...used.filter(bound).map((parameter) => parameterTensor(parameter, parameters[parameter.name]!)),
      ],
      node: [...nodes.map((node) => nodeProto(node, names)), ...names.identities()],
      output: [...outputs].map(([name, value]) => valueInfo(name, value)),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

type Outputs = ReadonlyMap<string, Value>;

function chosenOutputs(graph: GraphCore, wanted: readonly string[]): Outputs {
  return new Map(
    wanted.map((name) => {
      const value = graph.outputs.get(name);
      if (value !== undefined) return [name, value] as const;
      const known = [...graph.outputs.keys()].join(', ');
      throw new GraphError(`graph "${graph.name}" has no output "${name}", only ${known}`, { name });
    }),
  );
}

function reachable(graph: GraphCore, outputs: Outputs): { nodes: readonly GraphNode[]; values: ReadonlySet<Value> } {
  const values = new Set<Value>(outputs.values());
  // Nodes stand in an order in which they can run, so one pass from the back meets every user before its maker.
  const nodes = graph.nodes.toReversed().filter((node) => {
    if (!node.outputs.some((value) => values.has(value))) return false;
    for (const input of node.inputs) if (input !== undefined) values.add(input);
    return true;
  });
  return { nodes: nodes.reverse(), values };
}

/** Output values take their output's name; a value that is two outputs, or no node's, is copied by an Identity node. */
class OutputNames {
  readonly #nameOf = new Map<Value, string>();
  readonly #copies: (readonly [from: Value, to: string])[] = [];

  constructor(outputs: Outputs) {
    for (const [name, value] of outputs) {
      if (value.origin !== 'node' || this.#nameOf.has(value)) this.#copies.push([value, name]);
      else this.#nameOf.set(value, name);
    }
  }

  of(value: Value): string {
    return this.#nameOf.get(value) ?? value.name;
  }

  identities(): NodeProto[] {
    return this.#copies.map(([from, to]) =>
      create(NodeProtoSchema, { name: `output ${to}`, opType: 'Identity', input: [this.of(from)], output: [to] }),
    );
  }
}

function nodeProto(node: GraphNode, names: OutputNames): NodeProto {
  const kinds = findOperator(node.operator)!.attributes;
  return create(NodeProtoSchema, {
    name: node.name,
    opType: node.operator,
    input: node.inputs.map((value) => (value === undefined ? '' : names.of(value))),
    output: node.outputs.map((value) => names.of(value)),
    attribute: Object.entries(node.attributes).map(([name, value]) => toAttributeProto(name, kinds[name]!, value)),
  });
}

function valueInfo(name: string, { type, shape }: TensorInfo): ValueInfoProto {
  const dim = shape.map((size) =>
    create(TensorShapeProto_DimensionSchema, {
      value: typeof size === 'number' ? { case: 'dimValue', value: BigInt(size) } : { case: 'dimParam', value: size },
    }),
  );
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: dataTypeOf(type), shape: { dim } } } },
  });
}

function parameterTensor(parameter: Parameter, data: Float32Array): ReturnType<typeof toTensorProto> {
  if (data.length !== multiplyDims(...parameter.shape)) {
    const expected = `[${parameter.shape.join(', ')}]`;
    throw new InvalidArgumentError(
      'parameters',
      `"${parameter.name}" has ${data.length} values for the shape ${expected}`,
    );
  }
  return toTensorProto(parameter.name, { type: 'float32', dims: parameter.shape, data });
}
