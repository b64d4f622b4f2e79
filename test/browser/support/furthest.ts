/** Largest difference between two rows of numbers of the same length. @throws RangeError if they differ in length */
export function furthest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new RangeError(`${actual.length} numbers, expected ${expected.length}`);
  let most = 0;
  for (let i = 0; i < actual.length; i++) most = Math.max(most, Math.abs(actual[i]! - expected[i]!));
  return most;
}
