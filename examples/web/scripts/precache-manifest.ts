import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Stands in `src/offline/service-worker.ts` for what only the build knows. */
const PLACEHOLDER = '__PRECACHE__';
/** Files that only some people need, kept when they are first fetched: ONNX Runtime with WebGPU is larger than all others. */
const ON_DEMAND = /asyncify/;

/**
 * Tells the service worker which files make the page, and a version that changes with any of them.
 * @param workerFile file name of the built service worker
 */
export function precacheManifest(workerFile: string): Plugin {
  return {
    name: 'precache-manifest',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle[workerFile];
      if (worker?.type !== 'chunk') return this.error(`there is no ${workerFile} to tell the files to`);
      const files = Object.keys(bundle).filter(
        (file) => file !== workerFile && !file.endsWith('.map') && !ON_DEMAND.test(file),
      );
      const hash = createHash('sha256');
      for (const file of files.sort()) {
        const output = bundle[file]!;
        hash.update(file).update(output.type === 'chunk' ? output.code : output.source);
      }
      const manifest = {
        version: hash.digest('hex').slice(0, 12),
        files: ['./', ...files, 'icon.svg', 'app.webmanifest'],
      };
      worker.code = worker.code.replace(PLACEHOLDER, () => JSON.stringify(manifest));
    },
  };
}
