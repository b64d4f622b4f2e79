import { InvalidArgumentError } from '@midizero/core';

/**
 * One dimension of a shape: a fixed size, or a name such as `'n'` for one that is known only when the model runs.
 * A name may carry a factor and be a product: `'10*n'`, `'n*t'`.
 */
export type Dim = number | string;
export type Shape = readonly Dim[];

/** A product of a whole number and named dimensions. */
interface Product {
  factor: number;
  names: string[];
}

function productOf(dims: readonly Dim[]): Product {
  const product: Product = { factor: 1, names: [] };
  for (const dim of dims) {
    if (typeof dim === 'number') {
      product.factor *= dim;
      continue;
    }
    for (const part of dim.split('*')) {
      if (/^\d+$/.test(part)) product.factor *= Number(part);
      else product.names.push(part);
    }
  }
  product.names.sort();
  return product;
}

function toDim({ factor, names }: Product): Dim {
  if (names.length === 0 || factor === 0) return factor;
  return factor === 1 ? names.join('*') : `${factor}*${names.join('*')}`;
}

/** The product of dimensions: `multiplyDims('n', 10)` is `'10*n'`. */
export function multiplyDims(...dims: readonly Dim[]): Dim {
  return toDim(productOf(dims));
}

/** `whole / part` where the division leaves no rest and no named dimension below the line, else `undefined`. */
export function divideDims(whole: Dim, part: Dim): Dim | undefined {
  const dividend = productOf([whole]);
  const divisor = productOf([part]);
  if (divisor.factor === 0 || dividend.factor % divisor.factor !== 0) return undefined;
  const names = [...dividend.names];
  for (const name of divisor.names) {
    const at = names.indexOf(name);
    if (at < 0) return undefined;
    names.splice(at, 1);
  }
  return toDim({ factor: dividend.factor / divisor.factor, names });
}

/** Number of elements of a shape; a product with names where a dimension is named. */
export function elementCount(shape: Shape): Dim {
  return multiplyDims(...shape);
}

/** The shape, if all its dimensions are fixed. @throws InvalidArgumentError if one is named */
export function staticShape(shape: Shape, what = 'shape'): readonly number[] {
  for (const dim of shape) {
    if (typeof dim !== 'number') {
      throw new InvalidArgumentError(what, `needs fixed dimensions, but "${dim}" in ${formatShape(shape)} is named`);
    }
  }
  return shape as readonly number[];
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** `[n, 10, 88]` */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}
