import { DataFormatError } from '@midizero/core';
import { toOnnxBytes } from '@midizero/onnx';
import { basicPitchGraph, WEIGHT_SHAPES, type WeightName } from './network.js';
import { readTfjsWeights, type TfjsWeight } from './tfjs-weights.js';

/** Where a weight of the network is in the TensorFlow.js model: the end of its name, the tensors joined. */
export const SOURCES: Readonly<Record<WeightName, readonly string[]>> = {
  // Real and imaginary parts. All octaves have the same kernels and the same low-pass; the topmost's are taken.
  transformKernels: ['/conv1d/ExpandDims_1', '/conv1d_1/ExpandDims_1'],
  lowPass: ['/conv1d_2/ExpandDims_1'],
  binScales: ['/cq_t2010v2_1/Sqrt'],
  inputScale: ['/batch_normalization/FusedBatchNormV3/Scaled'],
  inputOffset: ['/batch_normalization/FusedBatchNormV3/Offset'],
  contourStem: ['/conv2d_1/Conv2D_weights'],
  contourStemBias: ['/conv2d_1/Conv2D_bn_offset'],
  contour: ['/contours-reduced/Conv2D/ReadVariableOp'],
  contourBias: ['/contours-reduced/BiasAdd/ReadVariableOp'],
  frameStem: ['/conv2d_2/Conv2D/ReadVariableOp'],
  frameStemBias: ['/conv2d_2/BiasAdd/ReadVariableOp'],
  frame: ['/conv2d_3/Conv2D/ReadVariableOp'],
  frameBias: ['/conv2d_3/BiasAdd/ReadVariableOp'],
  onsetStem: ['/conv2d_4/Conv2D_weights'],
  onsetStemBias: ['/conv2d_4/Conv2D_bn_offset'],
  onset: ['/conv2d_5/Conv2D/ReadVariableOp'],
  onsetBias: ['/conv2d_5/BiasAdd/ReadVariableOp'],
};

/** The two files of `@spotify/basic-pitch`'s `model` folder. */
export interface TfjsBasicPitch {
  /** Text of model.json. */
  readonly modelJson: string;
  /** Bytes of group1-shard1of1.bin. */
  readonly weights: Uint8Array;
}

/**
 * Translates Basic Pitch from TensorFlow.js to ONNX: our graph with the weights of that model.
 * @returns bytes of an .onnx file: `audio` [n, 43844] at 22,050 Hz to `contours` [n, 172, 264], `frames` and `onsets`
 * [n, 172, 88]
 * @throws DataFormatError if the files are not that model's
 */
export function translateBasicPitch({ modelJson, weights }: TfjsBasicPitch): Uint8Array {
  const tensors = readTfjsWeights(modelJson, weights);
  const parameters = Object.fromEntries(
    (Object.keys(WEIGHT_SHAPES) as WeightName[]).map((name) => [name, translatedWeight(name, tensors)]),
  );
  return toOnnxBytes(basicPitchGraph(), {
    parameters,
    metadata: { source: '@spotify/basic-pitch', license: 'Apache-2.0' },
  });
}

function translatedWeight(name: WeightName, tensors: readonly TfjsWeight[]): Float32Array {
  const parts = SOURCES[name].map((ending) => {
    const tensor = tensors.find((candidate) => candidate.name.endsWith(ending));
    if (tensor === undefined)
      throw new DataFormatError(`model.json: no weight ends with "${ending}"; is it Basic Pitch?`);
    return tensor.shape.length === 4 ? outputFirst(tensor) : tensor.values;
  });
  const values = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  const expected = WEIGHT_SHAPES[name].reduce<number>((product, size) => product * size, 1);
  if (values.length !== expected) {
    throw new DataFormatError(
      `model.json: ${SOURCES[name].join(', ')}: expected ${expected} numbers, got ${values.length}`,
    );
  }
  return values;
}

/** A kernel [height, width, input, output], as TensorFlow has it, in ONNX's order [output, input, height, width]. */
function outputFirst({ shape, values }: TfjsWeight): Float32Array {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const result = new Float32Array(values.length);
  let target = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let place = 0; place < height * width; place++) {
        result[target++] = values[(place * inputs + input) * outputs + output]!;
      }
    }
  }
  return result;
}
