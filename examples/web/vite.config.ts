import { defineConfig } from 'vite';
import { includeFragments } from './scripts/include-fragments.ts';
import { precacheManifest } from './scripts/precache-manifest.ts';

// Threads of WebAssembly need a cross-origin isolated page. Where a host cannot send these headers, the service worker
// adds them from the second visit on.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  // Leaves the .wasm file and its loader as files of their own, which this page serves itself.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  plugins: [includeFragments(), precacheManifest('service-worker.js')],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { page: 'index.html', 'service-worker': 'src/offline/service-worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { headers },
  preview: { headers },
});
