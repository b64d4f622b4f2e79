import { fromBinary } from '@bufbuild/protobuf';
import { DataFormatError } from '@midizero/core';
import { UnsupportedModelError } from '../errors.js';
import type { GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } from '../generated/onnx/onnx_pb.js';
import { ModelProtoSchema } from '../generated/onnx/onnx_pb.js';
import type { Shape } from '../graph/dimension.js';
import { staticShape } from '../graph/dimension.js';
import type { Graph } from '../graph/graph.js';
import { createGraph } from '../graph/graph.js';
import type { AttributeTensor, AttributeValue, TensorInfo, Value } from '../graph/value.js';
import { findOperator } from '../operators/table.js';
import { fromAttributeProto } from './attribute-proto.js';
import { elementTypeOfNumber } from './data-types.js';
import { fromTensorProto } from './tensor-proto.js';

export interface ReadOnnxOptions {
  /** Which stored float32 tensors become parameters instead of constants. @default none */
  readonly isParameter?: (name: string, dims: readonly number[]) => boolean;
  /** Which float32 inputs of fixed shape become parameters, as the weights of a training model are. @default none */
  readonly isParameterInput?: (name: string) => boolean;
}

export interface ReadModel {
  readonly graph: Graph;
  /** Values of the parameters by name. */
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** Key-value pairs stored in the model. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Between these operator sets the operators of this package did not change in a way that matters here. */
const OLDEST_OPSET = 13;
const NEWEST_OPSET = 17;

/**
 * Reads an .onnx file into a graph. Values between nodes get new names; inputs, stored tensors and outputs keep theirs.
 * Shapes that the model computes while it runs (Shape → Concat → Reshape) are not supported.
 * @throws DataFormatError if the bytes are no ONNX model; UnsupportedModelError naming an unknown operator, operator set
 * or element type; GraphError naming a node whose shapes cannot be told
 */
export function readOnnx(bytes: Uint8Array, options: ReadOnnxOptions = {}): ReadModel {
  const model = parse(bytes);
  const proto = model.graph;
  if (proto === undefined) throw new DataFormatError('the bytes are no ONNX model: there is no graph in them');
  checkOpset(model);
  const reader = new GraphReader(proto, options);
  const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value] as const));
  return { graph: reader.graph, parameters: reader.parameters, metadata };
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFormatError(`the bytes are no ONNX model: ${reason}`, {}, { cause });
  }
}

function checkOpset(model: ModelProto): void {
  const opset = Number(model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0n);
  if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
    throw new UnsupportedModelError(
      `the model uses operator set ${opset}, only ${OLDEST_OPSET} to ${NEWEST_OPSET} are supported: convert it first`,
      { opset },
    );
  }
}

class GraphReader {
  readonly graph: Graph;
  readonly parameters: Record<string, Float32Array> = {};
  readonly #values = new Map<string, Value>();
  readonly #isParameter: NonNullable<ReadOnnxOptions['isParameter']>;
  readonly #isParameterInput: NonNullable<ReadOnnxOptions['isParameterInput']>;

  constructor(proto: GraphProto, { isParameter, isParameterInput }: ReadOnnxOptions) {
    this.graph = createGraph({ name: proto.name || 'graph' });
    this.#isParameter = isParameter ?? (() => false);
    this.#isParameterInput = isParameterInput ?? (() => false);
    for (const tensor of proto.initializer) this.#addStored(tensor);
    for (const input of proto.input) this.#addInput(input);
    for (const node of proto.node) this.#addNode(node);
    for (const { name } of proto.output) this.graph.output(name, this.#valueOf(name, `output "${name}"`));
  }

  #addStored(proto: TensorProto): void {
    const tensor = fromTensorProto(proto);
    const { name } = proto;
    if (tensor.data instanceof Float32Array && this.#isParameter(name, tensor.dims)) {
      this.#values.set(name, this.graph.parameter(name, tensor.dims));
      this.parameters[name] = tensor.data;
    } else {
      this.#values.set(name, this.#constant(name, tensor));
    }
  }

  #constant(name: string, { type, dims, data }: AttributeTensor): Value {
    return this.graph.constant(data, dims, { type, name });
  }

  #addInput(proto: ValueInfoProto): void {
    // Old files list stored tensors among the inputs too.
    if (this.#values.has(proto.name)) return;
    const { type, shape } = tensorInfo(proto);
    const value =
      type === 'float32' && this.#isParameterInput(proto.name)
        ? this.graph.parameter(proto.name, staticShape(shape, `input "${proto.name}"`))
        : this.graph.input(proto.name, shape, type);
    this.#values.set(proto.name, value);
  }

  #addNode(node: NodeProto): void {
    const where = `node "${node.name || node.output[0]}"`;
    if (node.opType === 'Constant' && node.domain === '') {
      this.#values.set(node.output[0]!, this.#constant(node.output[0]!, constantOf(node, where)));
      return;
    }
    const operator = node.domain === '' || node.domain === 'ai.onnx' ? findOperator(node.opType) : undefined;
    if (operator === undefined) {
      const name = node.domain === '' ? node.opType : `${node.domain}.${node.opType}`;
      throw new UnsupportedModelError(`${where}: operator ${name} is not supported`, {
        operator: name,
        node: node.name,
      });
    }
    const attributes: Record<string, AttributeValue> = {};
    for (const proto of node.attribute) {
      const kind = operator.attributes[proto.name];
      if (kind === undefined) {
        throw new UnsupportedModelError(`${where}: ${node.opType} has no attribute "${proto.name}" here`, {
          operator: node.opType,
          attribute: proto.name,
        });
      }
      attributes[proto.name] = fromAttributeProto(proto, kind, where);
    }
    const inputs = node.input.map((name) => (name === '' ? undefined : this.#valueOf(name, where)));
    const outputs = this.graph.ops(operator.name, inputs, node.output.length, attributes);
    node.output.forEach((name, index) => {
      if (name !== '') this.#values.set(name, outputs[index]!);
    });
  }

  #valueOf(name: string, where: string): Value {
    const value = this.#values.get(name);
    if (value === undefined)
      throw new DataFormatError(`${where} uses "${name}", which nothing before it gives`, { value: name });
    return value;
  }
}

function constantOf(node: NodeProto, where: string): AttributeTensor {
  const attribute = node.attribute[0];
  if (attribute?.name !== 'value') {
    throw new UnsupportedModelError(`${where}: a Constant by "${attribute?.name}" is not supported`, {
      operator: 'Constant',
    });
  }
  return fromAttributeProto(attribute, 'tensor', where) as AttributeTensor;
}

function tensorInfo({ name, type }: ValueInfoProto): TensorInfo {
  if (type?.value.case !== 'tensorType') {
    throw new UnsupportedModelError(`input "${name}" is not a tensor`, { input: name });
  }
  const tensor = type.value.value;
  const shape: Shape = (tensor.shape?.dim ?? []).map(({ value }, axis) => {
    if (value.case === 'dimValue') return Number(value.value);
    return value.case === 'dimParam' && value.value !== '' ? value.value : `${name}_${axis}`;
  });
  return { type: elementTypeOfNumber(tensor.elemType, `input "${name}"`), shape };
}
