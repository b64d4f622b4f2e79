import type { Graph, OperatorName, Shape, Value } from '@midizero/onnx';
import { staticShape } from '@midizero/onnx';
import type { GradientRule } from '../rule.js';

function zerosOf(g: Graph, shape: Shape): Value {
  return g.expand(g.scalar(0), staticShape(shape, 'the gradient of a gather'));
}

/** Adds each picked slice's gradient to where it was picked from. */
const gather: GradientRule = ({ graph: g, gradient, inputs, node }) => {
  const [data, indices] = [inputs[0]!, inputs[1]!];
  const rank = data.shape.length;
  const given = (node.attributes.axis as number | undefined) ?? 0;
  const axis = given < 0 ? given + rank : given;
  // ScatterND writes along leading axes: bring the gathered axis to the front, and back afterwards.
  const picked = indices.shape.map((_, at) => axis + at);
  const rest = gradient.shape.map((_, at) => at).filter((at) => !picked.includes(at));
  const updates = g.transpose(gradient, [...picked, ...rest]);
  const others = data.shape.map((_, at) => at).filter((at) => at !== axis);
  const order = [axis, ...others];
  const zeros = zerosOf(
    g,
    order.map((at) => data.shape[at]!),
  );
  const at = g.unsqueeze(g.cast(indices, 'int64'), [indices.shape.length]);
  const sums = g.op('ScatterND', [zeros, at, updates], { reduction: 'add' });
  return [
    g.transpose(
      sums,
      order.map((_, to) => order.indexOf(to)),
    ),
  ];
};

const gatherElements: GradientRule = ({ graph: g, gradient, inputs, node }) => {
  const axis = (node.attributes.axis as number | undefined) ?? 0;
  const zeros = zerosOf(g, inputs[0]!.shape);
  return [g.op('ScatterElements', [zeros, inputs[1]!, gradient], { axis, reduction: 'add' })];
};

export const indexingRules: Partial<Record<OperatorName, GradientRule>> = {
  Gather: gather,
  GatherElements: gatherElements,
};
