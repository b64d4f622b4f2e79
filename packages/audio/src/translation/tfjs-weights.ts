import { DataFormatError } from '@midizero/core';

/** A float32 tensor of a TensorFlow.js model, row-major. */
export interface TfjsWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: unknown;
}

/** Bytes of an element, of the types whose place must be known to find the tensors after them. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, uint8: 1 };

/**
 * The float32 tensors of a TensorFlow.js model with one file of weights: they lie there in the manifest's order, end to
 * end, little-endian.
 * @throws DataFormatError if the two files do not fit, or the weights are quantized
 */
export function readTfjsWeights(modelJson: string, bytes: Uint8Array): TfjsWeight[] {
  const entries = weightEntries(modelJson);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors: TfjsWeight[] = [];
  let offset = 0;
  for (const { name, shape, dtype, quantization } of entries) {
    const elementBytes = ELEMENT_BYTES[dtype];
    if (elementBytes === undefined || quantization !== undefined) {
      throw new DataFormatError(`model.json: weight "${name}" is ${dtype}, quantized or of a type not read here`, {
        name,
      });
    }
    const length = shape.reduce((product, size) => product * size, 1);
    const end = offset + length * elementBytes;
    if (end > bytes.length) {
      throw new DataFormatError(`weights: "${name}" ends at byte ${end}, the file at ${bytes.length}`, { name });
    }
    if (dtype === 'float32') {
      const start = offset;
      const values = Float32Array.from({ length }, (_, index) => view.getFloat32(start + 4 * index, true));
      tensors.push({ name, shape, values });
    }
    offset = end;
  }
  return tensors;
}

function weightEntries(modelJson: string): readonly WeightEntry[] {
  let model: { readonly weightsManifest?: readonly { readonly weights: readonly WeightEntry[] }[] };
  try {
    model = JSON.parse(modelJson);
  } catch (cause) {
    throw new DataFormatError('model.json: not a JSON document', {}, { cause });
  }
  const [group, ...others] = model?.weightsManifest ?? [];
  if (!Array.isArray(group?.weights) || others.length > 0) {
    throw new DataFormatError('model.json: not a TensorFlow.js model with one group of weights');
  }
  return group.weights;
}
