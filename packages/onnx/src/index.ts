export {
  DeviceUnavailableError,
  GraphError,
  OnnxRuntimeError,
  RuntimeUnavailableError,
  UnsupportedModelError,
} from './errors.js';
export type { Dim, Shape } from './graph/dimension.js';
export { divideDims, elementCount, formatShape, multiplyDims, sameShape, staticShape } from './graph/dimension.js';
export type { GemmOptions, Operand, ReduceOptions, SliceOptions } from './graph/graph.js';
export { createGraph, Graph } from './graph/graph.js';
export type { ConstantOptions, GraphOptions, ParameterOptions } from './graph/graph-core.js';
export { constantInitializer, glorotUniform, heNormal, normal, ones, zeros } from './graph/initializers.js';
export type {
  AttributeTensor,
  AttributeValue,
  GraphNode,
  Parameter,
  ParameterInitializer,
  TensorInfo,
  Value,
} from './graph/value.js';
export type { WindowGeometry } from './operators/convolution.js';
export { windowGeometry } from './operators/convolution.js';
export { sliceBounds } from './operators/layout.js';
export { normalizeAxes } from './operators/reduction.js';
export type { OperatorAttributes, OperatorName } from './operators/table.js';
export { operatorNames } from './operators/table.js';
export * from './runtime/contract.js';
export type { OrtModule, OrtSession, OrtSessionOptions, OrtTensor } from './runtime/ort-api.js';
export type { ReadModel, ReadOnnxOptions } from './serialization/read-onnx.js';
export { readOnnx } from './serialization/read-onnx.js';
export type { ToOnnxOptions } from './serialization/to-onnx.js';
export { toOnnxBytes } from './serialization/to-onnx.js';
