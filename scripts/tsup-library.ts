import type { Options } from 'tsup';

/**
 * The one build of every package: ES modules with source maps, one file an entry. Declarations come from `tsc`,
 * because tsup's own do not survive newer TypeScript versions.
 */
export function libraryBuild(entry: readonly string[], options: Options = {}): Options {
  return {
    entry: [...entry],
    format: ['esm'],
    target: 'es2022',
    platform: 'neutral',
    sourcemap: true,
    clean: true,
    splitting: true,
    dts: false,
    external: [/^node:/, /^onnxruntime-/],
    silent: true,
    ...options,
  };
}
