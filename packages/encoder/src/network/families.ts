import type { Graph, Value } from '@midizero/onnx';
import { DEFAULT_ARCHITECTURE, type PitchResNetShape, planNetwork } from './architecture.js';
import type { LayerKit } from './layer-kit.js';
import { buildPitchResNet } from './pitch-resnet.js';
import { buildResNet34 } from './resnet34/graph.js';
import { planResNet34 } from './resnet34/plan.js';
import { RESNET34, type ResNet34Shape } from './resnet34/shape.js';

/** Shape of a network of any family. */
export type NetworkShape = PitchResNetShape | ResNet34Shape;

/** The networks that have a name. */
export const ARCHITECTURES: Readonly<Record<NetworkShape['family'], NetworkShape>> = {
  'pitch-resnet': DEFAULT_ARCHITECTURE,
  resnet34: RESNET34,
};

/** What a network costs. */
export interface NetworkSize {
  /** Numbers that training fits. */
  readonly parameterCount: number;
  /** Multiplications of one window's inference. */
  readonly multiplyAdds: number;
}

/** @throws InvalidArgumentError for a shape that cannot be built */
export function networkSize(shape: NetworkShape): NetworkSize {
  const { parameterCount, multiplyAdds } = shape.family === 'resnet34' ? planResNet34(shape) : planNetwork(shape);
  return { parameterCount, multiplyAdds };
}

/**
 * Adds a network to a graph.
 * @param windows [n, windowFrames, 88], row-major, values 0 or 1
 * @returns embeddings [n, dimensions], each row of length 1
 * @throws InvalidArgumentError for a shape that cannot be built
 */
export function buildNetwork(g: Graph, windows: Value, shape: NetworkShape, layers: LayerKit): Value {
  if (shape.family === 'resnet34') return buildResNet34(g, windows, shape, planResNet34(shape), layers);
  return buildPitchResNet(g, windows, shape, planNetwork(shape), layers);
}
