/**
 * A shorter input that still fails: halves, quarters and so on are left out for as long as the rest fails (Zeller and
 * Hildebrandt, "Simplifying and isolating failure-inducing input", 2002).
 * @param fails whether an input fails in the same way
 * @param attempts how often `fails` may be called
 */
export async function minimise(
  input: Uint8Array,
  fails: (candidate: Uint8Array) => boolean | Promise<boolean>,
  attempts: number,
): Promise<Uint8Array> {
  let best = input;
  let left = attempts;
  for (let part = Math.ceil(best.length / 2); part >= 1 && left > 0; ) {
    let isShorter = false;
    for (let at = 0; at < best.length && left > 0; left--) {
      const candidate = new Uint8Array(best.length - Math.min(part, best.length - at));
      candidate.set(best.subarray(0, at));
      candidate.set(best.subarray(at + part), at);
      if (await fails(candidate)) {
        best = candidate;
        isShorter = true;
      } else {
        at += part;
      }
    }
    if (part === 1 && !isShorter) break;
    if (!isShorter || part > best.length) part = Math.max(1, Math.floor(Math.min(part, best.length) / 2));
  }
  return best;
}
