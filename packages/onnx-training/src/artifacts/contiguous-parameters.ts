import { InvalidArgumentError } from '@midizero/core';
import type { ArtifactParameter } from './manifest.js';

function sizeOf({ shape }: Pick<ArtifactParameter, 'shape'>): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** Elements of all parameters. */
export function totalSize(parameters: readonly Pick<ArtifactParameter, 'shape'>[]): number {
  return parameters.reduce((sum, parameter) => sum + sizeOf(parameter), 0);
}

/** Parameters one after the other, in the given order. */
export function contiguous(
  parameters: readonly ArtifactParameter[],
  values: Readonly<Record<string, Float32Array>>,
): Float32Array {
  const all = new Float32Array(totalSize(parameters));
  let offset = 0;
  for (const { name } of parameters) {
    all.set(values[name]!, offset);
    offset += values[name]!.length;
  }
  return all;
}

/** The opposite of {@link contiguous}. @param buffer float32 values, or their little-endian bytes */
export function split(
  parameters: readonly ArtifactParameter[],
  buffer: Float32Array | Uint8Array,
): Record<string, Float32Array> {
  const expected = totalSize(parameters) * Float32Array.BYTES_PER_ELEMENT;
  if (buffer.byteLength !== expected) {
    throw new InvalidArgumentError(
      'buffer',
      `the parameters have ${expected} bytes, the buffer ${buffer.byteLength}: is trainableOnly the same on both sides?`,
    );
  }
  const all = buffer instanceof Float32Array ? buffer : new Float32Array(buffer.slice().buffer);
  let offset = 0;
  return Object.fromEntries(
    parameters.map((parameter) => {
      const values = all.slice(offset, offset + sizeOf(parameter));
      offset += values.length;
      return [parameter.name, values] as const;
    }),
  );
}
