import type { OnnxRuntime, OnnxSession } from '@midizero/onnx';
import { TranscriptionModelError } from '../errors.js';
import { WINDOW_SAMPLES } from './network-contract.js';

/** Outputs of the network for n windows. */
export interface NetworkOutputs {
  /** n · 172 · 88. */
  readonly onsets: Float32Array;
  /** n · 172 · 88. */
  readonly frames: Float32Array;
}

/** Basic Pitch on a runtime. */
export class Network {
  readonly #runtime: OnnxRuntime;
  readonly #session: OnnxSession;

  private constructor(runtime: OnnxRuntime, session: OnnxSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  /** @throws TranscriptionModelError if the model has other inputs or outputs, OnnxRuntimeError if it is no ONNX model */
  static async load(model: Uint8Array, runtime: OnnxRuntime): Promise<Network> {
    const session = await runtime.createSession(model, { name: 'Basic Pitch' });
    const names = [...session.inputNames, ...session.outputNames];
    const missing = ['audio', 'onsets', 'frames'].filter((name) => !names.includes(name));
    if (missing.length > 0) {
      await session.release();
      throw new TranscriptionModelError(
        `the model has no ${missing.join(', ')}: it is not the one of @midizero/basic-pitch`,
        { missing },
      );
    }
    return new Network(runtime, session);
  }

  /** @param windows n · 43844 samples */
  async run(windows: Float32Array): Promise<NetworkOutputs> {
    const count = windows.length / WINDOW_SAMPLES;
    const audio = this.#runtime.createTensor('float32', windows, [count, WINDOW_SAMPLES]);
    const { onsets, frames } = await this.#session.run({ audio }, ['onsets', 'frames']);
    return {
      onsets: (await onsets!.download()) as Float32Array,
      frames: (await frames!.download()) as Float32Array,
    };
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}
