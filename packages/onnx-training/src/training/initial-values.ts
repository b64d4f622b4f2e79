import type { Seed } from '@midizero/core';
import { createRandom, InvalidArgumentError } from '@midizero/core';
import type { Parameter } from '@midizero/onnx';

/**
 * Draws first values for parameters by their initializers. Each parameter has a random stream of its own, by its place.
 * @returns values by name
 */
export function initialValues(parameters: readonly Parameter[], seed: Seed): Record<string, Float32Array> {
  const random = createRandom(seed);
  return Object.fromEntries(
    parameters.map(
      (parameter, index) => [parameter.name, parameter.initializer(parameter.shape, random.fork(index))] as const,
    ),
  );
}

/** The values of a parameter among given ones. @throws InvalidArgumentError if they are missing or of another size */
export function valuesOf(
  parameter: Pick<Parameter, 'name' | 'shape'>,
  values: Readonly<Record<string, Float32Array>>,
): Float32Array {
  const found = values[parameter.name];
  const size = parameter.shape.reduce((product, dim) => product * dim, 1);
  if (found === undefined || found.length !== size) {
    const got = found === undefined ? 'none' : `${found.length}`;
    throw new InvalidArgumentError('parameters', `"${parameter.name}" needs ${size} values, got ${got}`, {
      parameter: parameter.name,
    });
  }
  return found;
}
