import { InvalidArgumentError } from '@midizero/core';

/**
 * An option that bounds the work of a reader.
 * @throws InvalidArgumentError for a limit that is not a whole number of 0 or more
 */
export function limitOf<Name extends string>(
  options: { readonly [Key in Name]?: number },
  name: Name,
  fallback: number,
): number {
  const value = options[name] ?? fallback;
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError(name, `expected a whole number of 0 or more, got ${value}`);
}
