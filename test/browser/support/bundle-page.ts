import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const pages = new URL('../pages/', import.meta.url);

/**
 * Makes a page of scripts of `pages/`, straight from the packages' sources. It would not build with anything of Node in it.
 * @param name the page's own script, which the page loads
 * @param workers further scripts, built beside it for the page to start
 */
export async function bundlePage(outDir: string, name: string, workers: readonly string[] = []): Promise<void> {
  await build({
    config: false,
    entry: [name, ...workers].map((each) => fileURLToPath(new URL(`${each}.ts`, pages))),
    outDir,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    noExternal: [/.*/],
    splitting: false,
    silent: true,
    esbuildOptions(options) {
      options.conditions = ['@midizero/source', 'onnxruntime-web-use-extern-wasm', 'browser', 'module'];
    },
  });
  await writeFile(join(outDir, 'index.html'), `<!doctype html><script type="module" src="/${name}.js"></script>`);
}

/** Folder of onnxruntime-web's .wasm and .mjs files. */
export function onnxRuntimeFolder(): string {
  const { resolve } = createRequire(new URL('../../../packages/encoder/package.json', import.meta.url));
  return dirname(resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
}
