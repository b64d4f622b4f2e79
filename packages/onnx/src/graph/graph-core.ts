import { InvalidArgumentError } from '@midizero/core';
import { GraphError } from '../errors.js';
import type { OperatorCall, OperatorRule } from '../operators/definition.js';
import { ShapeMismatch } from '../operators/definition.js';
import type { OperatorAttributes, OperatorDefinition, OperatorName } from '../operators/table.js';
import { findOperator } from '../operators/table.js';
import type { TensorData, TensorType } from '../runtime/contract.js';
import type { Shape } from './dimension.js';
import { formatShape } from './dimension.js';
import { elementTypeOf } from './element-type.js';
import { heNormal } from './initializers.js';
import type { AttributeValue, GraphNode, Parameter, ParameterInitializer, TensorInfo, Value } from './value.js';

export interface GraphOptions {
  /** Names the graph in the file and in errors. */
  readonly name: string;
  /** ONNX operator set. @default 17, the only one the shape rules follow */
  readonly opset?: number;
}

export interface ConstantOptions {
  /** @default `int64` for BigInt64Array, `uint8` for Uint8Array … */
  readonly type?: TensorType;
  /** @default a name made from a number; equal constants without a name are stored once */
  readonly name?: string;
}

export interface ParameterOptions {
  /** False for state that gradients leave alone, such as running statistics. @default true */
  readonly trainable?: boolean;
  /** Draws the first values. @default heNormal() */
  readonly initializer?: ParameterInitializer;
}

/** Values, nodes and names of a graph, in the order they were added, which is an order they can run in. */
export class GraphCore {
  readonly name: string;
  readonly opset: number;
  readonly #inputs: Value[] = [];
  readonly #parameters: Parameter[] = [];
  readonly #constants: Value[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #outputs = new Map<string, Value>();
  readonly #names = new Set<string>();
  readonly #nextNumber = new Map<string, number>();
  readonly #sharedConstants = new Map<string, Value>();
  readonly #scopes: string[] = [];

  constructor({ name, opset = 17 }: GraphOptions) {
    if (opset !== 17) throw new InvalidArgumentError('opset', `only operator set 17 is supported, got ${opset}`);
    this.name = name;
    this.opset = opset;
  }

  get inputs(): readonly Value[] {
    return this.#inputs;
  }
  get parameters(): readonly Parameter[] {
    return this.#parameters;
  }
  get constants(): readonly Value[] {
    return this.#constants;
  }
  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }
  /** Output values by output name. */
  get outputs(): ReadonlyMap<string, Value> {
    return this.#outputs;
  }

  /** Data fed at each run. @param shape may hold named dimensions such as `'n'` */
  input(name: string, shape: Shape, type: TensorType = 'float32'): Value {
    const value: Value = { name: this.#claim(name), origin: 'input', type, shape };
    this.#inputs.push(value);
    return value;
  }

  /** A float32 weight, known by name. */
  parameter(name: string, shape: readonly number[], options: ParameterOptions = {}): Parameter {
    const { trainable = true, initializer = heNormal() } = options;
    const value: Parameter = {
      name: this.#claim(name),
      origin: 'parameter',
      type: 'float32',
      shape,
      trainable,
      initializer,
    };
    this.#parameters.push(value);
    return value;
  }

  /**
   * A tensor stored in the graph. Equal small constants without a name are stored once.
   * @param data row-major, as many elements as `shape` has; not copied
   */
  constant(data: TensorData, shape: readonly number[] = [data.length], options: ConstantOptions = {}): Value {
    const size = shape.reduce((product, dim) => product * dim, 1);
    if (size !== data.length) {
      throw new InvalidArgumentError('data', `${data.length} elements do not fill the shape ${formatShape(shape)}`);
    }
    const type = options.type ?? elementTypeOf(data);
    const key = options.name === undefined && size <= 64 ? `${type}${formatShape(shape)}${data.join()}` : undefined;
    const known = key === undefined ? undefined : this.#sharedConstants.get(key);
    if (known !== undefined) return known;
    const name = options.name === undefined ? this.#number('constant') : this.#claim(options.name);
    const value: Value = { name, origin: 'constant', type, shape, data };
    this.#constants.push(value);
    if (key !== undefined) this.#sharedConstants.set(key, value);
    return value;
  }

  /**
   * Names a value as an output of the graph.
   * @throws GraphError if an output, input, parameter or constant already has the name: ONNX keeps them in one space
   */
  output(name: string, value: Value): Value {
    if (this.#outputs.has(name)) throw new GraphError(`graph "${this.name}" already has an output "${name}"`, { name });
    const namesake = [...this.#inputs, ...this.#parameters, ...this.#constants].find((other) => other.name === name);
    if (namesake !== undefined) {
      throw new GraphError(
        `graph "${this.name}": the output "${name}" has the name of ${withArticle(namesake.origin)}: choose another`,
        { name },
      );
    }
    this.#outputs.set(name, value);
    return value;
  }

  /**
   * Adds a node and gives its (first) output.
   * @param inputs `undefined` for an optional input left out
   * @throws GraphError naming the node and the input shapes
   */
  op<Operator extends OperatorName>(
    operator: Operator,
    inputs: readonly (Value | undefined)[],
    attributes: OperatorAttributes<Operator> = {},
  ): Value {
    return this.ops(operator, inputs, 1, attributes)[0]!;
  }

  /** Adds a node with several outputs, such as Split. */
  ops<Operator extends OperatorName>(
    operator: Operator,
    inputs: readonly (Value | undefined)[],
    outputCount: number,
    attributes: OperatorAttributes<Operator> = {},
  ): readonly Value[] {
    const name = this.#number(operator);
    const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
    const call: OperatorCall = { operator, inputs, attributes: given as Record<string, AttributeValue>, outputCount };
    const infos = this.#check(name, call);
    const outputs: Value[] = [];
    const node: GraphNode = { name, operator, inputs, outputs, attributes: call.attributes };
    infos.forEach(({ type, shape }, index) => {
      outputs.push({
        name: this.#claim(index === 0 ? `${name}:0` : `${name}:${index}`),
        origin: 'node',
        type,
        shape,
        producer: node,
      });
    });
    this.#nodes.push(node);
    return outputs;
  }

  /** Names made by `build` start with `scope/`. Scopes nest. */
  scope<T>(scope: string, build: () => T): T {
    this.#scopes.push(scope);
    try {
      return build();
    } finally {
      this.#scopes.pop();
    }
  }

  #check(name: string, call: OperatorCall): readonly TensorInfo[] {
    const shapes = call.inputs.map((value) => (value === undefined ? 'none' : formatShape(value.shape)));
    const where = `node "${name}" (${call.operator} of ${shapes.join(', ')})`;
    const details = { graph: this.name, node: name, operator: call.operator, shapes };
    const definition = findOperator(call.operator);
    if (definition === undefined) throw new GraphError(`${where}: unknown operator`, details);
    try {
      checkArity(call, definition.rule);
      checkAttributes(call, definition);
      return definition.rule.infer(call);
    } catch (error) {
      if (error instanceof ShapeMismatch) throw new GraphError(`${where}: ${error.message}`, details);
      throw error;
    }
  }

  #scoped(name: string): string {
    return [...this.#scopes, name].join('/');
  }

  #claim(name: string): string {
    const full = name.includes(':') ? name : this.#scoped(name);
    if (full === '' || this.#names.has(full) || this.#outputs.has(full)) {
      throw new GraphError(`graph "${this.name}": the name "${full}" is empty or already taken`, { name: full });
    }
    this.#names.add(full);
    return full;
  }

  #number(prefix: string): string {
    const scoped = this.#scoped(prefix);
    let name: string;
    do {
      const number = this.#nextNumber.get(scoped) ?? 0;
      this.#nextNumber.set(scoped, number + 1);
      name = `${scoped}_${number}`;
    } while (this.#names.has(name));
    this.#names.add(name);
    return name;
  }
}

function withArticle(origin: Value['origin']): string {
  return origin === 'input' ? 'an input' : `a ${origin}`;
}

function checkArity(call: OperatorCall, rule: OperatorRule): void {
  const [fewest, most] = rule.inputs;
  if (call.inputs.length < fewest || call.inputs.length > most) {
    const expected = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
    throw new ShapeMismatch(`takes ${expected} inputs, got ${call.inputs.length}`);
  }
}

function checkAttributes(call: OperatorCall, definition: OperatorDefinition): void {
  const unknown = Object.keys(call.attributes).find((name) => !Object.hasOwn(definition.attributes, name));
  if (unknown !== undefined) throw new ShapeMismatch(`has no attribute "${unknown}"`);
}
