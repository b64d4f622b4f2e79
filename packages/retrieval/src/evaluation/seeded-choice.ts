import { createRandom } from '@midizero/core';

/**
 * Some of the items, drawn without repeats, in the order they had.
 * @param count how many; all of them where there are no more
 * @param seed another seed, another choice
 */
export function seededChoice<T>(items: readonly T[], count: number, seed: number): T[] {
  const random = createRandom(seed);
  const order = [...items.keys()];
  const chosen = Math.min(count, items.length);
  for (let i = 0; i < chosen; i++) {
    const j = i + random.integer(order.length - i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order
    .slice(0, chosen)
    .sort((a, b) => a - b)
    .map((i) => items[i]!);
}
