import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./out/', import.meta.url));

/** Path of a file in `out/`, which is made if need be. */
export function outPath(name) {
  mkdirSync(folder, { recursive: true });
  return folder + name;
}

/** Writes a picture to `out/` and says so. */
export function savePicture(name, svg) {
  writeFileSync(outPath(name), svg);
  console.log(`picture: out/${name}`);
}
