import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  // Leaves the .wasm file and its loader as files of their own, which this page serves itself.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 900 },
});
