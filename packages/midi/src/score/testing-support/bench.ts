import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../../../../shared/bench/', import.meta.url));

/** Whether the benchmark's files lie beside the project. */
export const hasBench: boolean = existsSync(folder);

export function benchFile(path: string): Uint8Array {
  return readFileSync(folder + path);
}

/** Names of the files of a folder, in order; none where the benchmark is absent. */
export function benchNames(path: string): string[] {
  return hasBench ? readdirSync(folder + path).sort() : [];
}

/** The middle one of n values, the lower of the two middle ones for an even n. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
