// Programs for processes and threads of their own, which cannot import sources: for tests and benchmarks.
import { basename, join } from 'node:path';
import { build } from 'tsup';

/** Have native parts, and are found from where the program lies. */
const NATIVE = [/^onnxruntime-/, 'lmdb', 'usearch'];

/**
 * Builds a TypeScript source with everything it needs, from the sources of the workspace's packages, into one file.
 * @param {string} source path of a `.ts` file
 * @param {string} folder where the program goes: inside a package that has the native libraries it needs
 * @returns {Promise<string>} path of the program, `.mjs`
 */
export async function buildProgram(source, folder) {
  await build({
    entry: [source],
    outDir: folder,
    format: ['esm'],
    outExtension: () => ({ js: '.mjs' }),
    target: 'es2022',
    platform: 'node',
    silent: true,
    config: false,
    noExternal: [/^@midizero\//, /^@bufbuild\//],
    external: NATIVE,
    esbuildOptions: (options) => {
      options.conditions = ['@midizero/source'];
    },
  });
  return join(folder, `${basename(source, '.ts')}.mjs`);
}
