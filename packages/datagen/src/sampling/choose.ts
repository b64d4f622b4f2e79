import { portableExp, portableLog, type Random } from '@midizero/core';

/** One of the items, each as likely as the others. @param items not empty */
export function chooseEvenly<T>(random: Random, items: readonly T[]): T {
  return items[random.integer(items.length)]!;
}

/** One of the items in proportion to its weight. @param items not empty, weights above 0 */
export function chooseWeighted<T>(random: Random, items: readonly (readonly [item: T, weight: number])[]): T {
  let total = 0;
  for (let i = 0; i < items.length; i++) total += items[i]![1];
  let left = random.uniform() * total;
  for (let i = 0; i < items.length; i++) {
    left -= items[i]![1];
    if (left < 0) return items[i]![0];
  }
  return items.at(-1)![0];
}

/** Evenly distributed between two numbers. */
export function uniformBetween(random: Random, low: number, high: number): number {
  return low + random.uniform() * (high - low);
}

/** Between two numbers above 0, with an evenly distributed logarithm: doubling is as likely as halving. */
export function logUniformBetween(random: Random, low: number, high: number): number {
  return portableExp(uniformBetween(random, portableLog(low), portableLog(high)));
}
