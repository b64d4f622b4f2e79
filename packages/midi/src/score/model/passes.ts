const MAX_PASS = 99;

/** The passes that an ending's label names: `1`, `1, 2`, `1-3`; the first where there is no number. */
export function passesOf(label: string): number[] {
  const passes = new Set<number>();
  for (const [, from, to] of label.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)) {
    const last = Math.min(Number(to ?? from), MAX_PASS);
    for (let pass = Number(from); pass <= last; pass++) passes.add(pass);
  }
  return passes.size === 0 ? [1] : [...passes].sort((a, b) => a - b);
}
