import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/**
 * Builds a source of the package, with everything it needs, into `folder`: for processes and threads of their own.
 * @param source path in `src`, without its ending
 * @returns the path of what was built
 */
export async function buildProgram(source: string, folder: string): Promise<string> {
  await build({
    entry: [fileURLToPath(new URL(`../${source}.ts`, import.meta.url))],
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
  return join(folder, `${basename(source)}.js`);
}
