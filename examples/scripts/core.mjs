// Throws dice that fall the same everywhere, in parts that do not depend on each other, and can be stopped.
import { createRandom, throwIfAborted } from '@midizero/core';

async function throwDice({ seed, parts, signal, onProgress }) {
  const sums = [];
  for (let part = 0; part < parts; part++) {
    throwIfAborted(signal);
    const dice = createRandom(seed).fork(part);
    sums.push(1 + dice.integer(6) + 1 + dice.integer(6));
    onProgress({ stage: 'throw', completed: part + 1, total: parts, unit: 'throws' });
  }
  return sums;
}
console.log(await throwDice({ seed: 7, parts: 4, onProgress: ({ completed }) => console.log('throw', completed) }));
