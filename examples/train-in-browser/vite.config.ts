import { defineConfig } from 'vite';
import { includeFragments } from '../web/scripts/include-fragments.ts';

// Threads of WebAssembly need a cross-origin isolated page.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  // Leaves the .wasm file and its loader as files of their own, which this page serves itself.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  plugins: [includeFragments()],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 900 },
  server: { headers },
  preview: { headers },
});
