import { decodeRecording, fetchTranscriber } from '../../../packages/audio/src/web.js';
import { createWebRuntime } from '../../../packages/onnx/src/web.js';

/** Notes as [pitch, start in seconds]. */
export type HeardNotes = readonly (readonly [number, number])[];

/** What `transcription.test.ts` calls in the page. */
export interface TranscribePage {
  /** @param path where the page finds a recording */
  transcribeFile(path: string): Promise<HeardNotes>;
  /** As a microphone's sound, in pieces. */
  transcribeStream(samples: readonly number[], sampleRateHz: number): Promise<HeardNotes>;
  /** Code and message of what decoding these bytes throws. */
  refusal(bytes: readonly number[]): Promise<readonly [string, string]>;
}

async function createTranscriber() {
  const runtime = await createWebRuntime({
    provider: 'wasm',
    threads: 1,
    wasmPaths: {
      mjs: new URL('/ort/ort-wasm-simd-threaded.mjs', location.href).href,
      wasm: new URL('/ort/ort-wasm-simd-threaded.wasm', location.href).href,
    },
  });
  return fetchTranscriber('/model/basic-pitch.onnx', { runtime });
}

const transcribePage: TranscribePage = {
  async transcribeFile(path) {
    const recording = await decodeRecording(new Uint8Array(await (await fetch(path)).arrayBuffer()));
    const { pitch, startSeconds } = await (await createTranscriber()).transcribe(recording);
    return Array.from(pitch, (key, row) => [key, startSeconds[row]!] as const);
  },
  async transcribeStream(samples, sampleRateHz) {
    const stream = (await createTranscriber()).openStream({ sampleRateHz });
    for (let start = 0; start < samples.length; start += 4096) {
      await stream.push(Float32Array.from(samples.slice(start, start + 4096)));
    }
    const { pitch, startSeconds } = await stream.finish();
    return Array.from(pitch, (key, row) => [key, startSeconds[row]!] as const);
  },
  async refusal(bytes) {
    try {
      await decodeRecording(Uint8Array.from(bytes));
    } catch (error) {
      return [(error as { code: string }).code, (error as Error).message];
    }
    return ['none', ''];
  },
};

Object.assign(globalThis, { transcribePage });
