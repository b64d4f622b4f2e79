import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** Builds a program of this folder, with everything it needs, into `folder`. @returns its path */
export async function buildProgram(name: string, folder: string): Promise<string> {
  await build({
    entry: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    outDir: folder,
    format: ['esm'],
    target: 'es2022',
    platform: 'node',
    silent: true,
    config: false,
    noExternal: [/^@midizero\//, /^@bufbuild\//],
    external: [/^onnxruntime-/],
    esbuildOptions: (options) => {
      options.conditions = ['@midizero/source'];
    },
  });
  return join(folder, `${name}.js`);
}
