import type { Graph, OperatorName, Shape, Value } from '@midizero/onnx';
import { multiplyDims, staticShape } from '@midizero/onnx';
import type { GradientContext, GradientRule } from '../rule.js';
import { normalizedAxis, zerosOf } from './shared.js';

/** Up to so many elements, a selection is undone by multiplying with a 0/1 matrix. */
const LARGEST_SELECTION_MATRIX = 65_536;

/** Adds each picked slice's gradient to where it was picked from. */
const gather: GradientRule = (context) => {
  const [data, indices] = [context.inputs[0]!, context.inputs[1]!];
  const axis = normalizedAxis(context.node, data.shape.length, 0);
  const size = data.shape[axis];
  const small =
    typeof size === 'number' && size * (indices.data?.length ?? Number.POSITIVE_INFINITY) <= LARGEST_SELECTION_MATRIX;
  return [small ? byMatrix(context, axis, size) : byScatter(context, axis)];
};

/**
 * For few constant indices, such as the taps of a convolution: one product with a matrix that holds 1 where a row of the
 * data was picked. It is faster than ScatterND and needs no transposes.
 */
function byMatrix({ graph: g, gradient, inputs }: GradientContext, axis: number, size: number): Value {
  const [data, indices] = [inputs[0]!, inputs[1]!];
  const picks = indices.data!;
  const matrix = new Float32Array(size * picks.length);
  for (const [column, pick] of picks.entries()) {
    const row = Number(pick) < 0 ? Number(pick) + size : Number(pick);
    matrix[row * picks.length + column] = 1;
  }
  const before = multiplyDims(...data.shape.slice(0, axis));
  const after = multiplyDims(...data.shape.slice(axis + 1));
  const flat = g.reshape(gradient, [before, picks.length, after]);
  return g.reshape(g.matMul(g.constant(matrix, [size, picks.length]), flat), data.shape);
}

/** ScatterND adds along leading axes: the gathered axis goes to the front, and back afterwards. */
function byScatter({ graph: g, gradient, inputs }: GradientContext, axis: number): Value {
  const [data, indices] = [inputs[0]!, inputs[1]!];
  const picked = indices.shape.map((_, at) => axis + at);
  const rest = gradient.shape.map((_, at) => at).filter((at) => !picked.includes(at));
  const order = [axis, ...data.shape.map((_, at) => at).filter((at) => at !== axis)];
  const sums = g.op(
    'ScatterND',
    [
      zeros(
        g,
        order.map((at) => data.shape[at]!),
      ),
      g.unsqueeze(g.cast(indices, 'int64'), [indices.shape.length]),
      g.transpose(gradient, [...picked, ...rest]),
    ],
    { reduction: 'add' },
  );
  return g.transpose(
    sums,
    order.map((_, to) => order.indexOf(to)),
  );
}

const gatherElements: GradientRule = ({ graph: g, gradient, inputs, node }) => {
  const data = inputs[0]!;
  const axis = normalizedAxis(node, data.shape.length, 0);
  return [g.op('ScatterElements', [zeros(g, data.shape), inputs[1]!, gradient], { axis, reduction: 'add' })];
};

function zeros(g: Graph, shape: Shape): Value {
  return zerosOf(g, staticShape(shape, 'the gradient of a gather'));
}

export const indexingRules: Partial<Record<OperatorName, GradientRule>> = {
  Gather: gather,
  GatherElements: gatherElements,
};
