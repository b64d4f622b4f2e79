/** Runs on the audio thread: hands the microphone's samples over, some at a time. */

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const SAMPLES_AT_A_TIME = 4096;

class CaptureProcessor extends AudioWorkletProcessor {
  #samples = new Float32Array(SAMPLES_AT_A_TIME);
  #count = 0;

  process([channels]: readonly (readonly Float32Array[])[]): boolean {
    const [samples] = channels ?? [];
    if (samples === undefined) return true;
    this.#samples.set(samples, this.#count); // 128 at a time, which 4,096 is a multiple of
    this.#count += samples.length;
    if (this.#count === SAMPLES_AT_A_TIME) {
      this.port.postMessage(this.#samples, [this.#samples.buffer]);
      this.#samples = new Float32Array(SAMPLES_AT_A_TIME);
      this.#count = 0;
    }
    return true;
  }
}

registerProcessor('capture', CaptureProcessor);
