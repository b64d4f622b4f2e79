import type { Random } from '@midizero/core';

/** Numbers that readers trip over: ends of ranges, signs, status bytes. */
const TELLING_BYTES = [0, 1, 0x7f, 0x80, 0x90, 0xf0, 0xf7, 0xff] as const;

const MAX_RUN_BYTES = 16;

/** Flips, overwrites, removes, doubles, inserts or cuts off bytes, once. No structure is known or kept. */
export function mutateBytes(bytes: number[], random: Random): void {
  if (bytes.length === 0) return;
  const at = random.integer(bytes.length);
  const run = Math.min(1 + random.integer(MAX_RUN_BYTES), bytes.length - at);
  const edit = random.integer(8);
  if (edit === 0) bytes[at]! ^= 1 << random.integer(8);
  else if (edit === 1) bytes[at] = random.integer(256);
  else if (edit === 2) bytes[at] = pick(TELLING_BYTES, random);
  else if (edit === 3) bytes.splice(at, run);
  else if (edit === 4) bytes.splice(at, 0, ...bytes.slice(at, at + run));
  else if (edit === 5) bytes.splice(at, 0, ...randomBytes(run, random));
  else if (edit === 6) bytes.splice(at, run, ...randomBytes(run, random));
  else bytes.length = at;
}

export function randomBytes(length: number, random: Random): number[] {
  return Array.from({ length }, () => random.integer(256));
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[random.integer(from.length)]!;
}
