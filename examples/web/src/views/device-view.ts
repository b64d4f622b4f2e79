import type { WebProvider } from '@midizero/onnx/web';
import { byId } from '../dom.js';
import type { DeviceFacts } from '../engine/protocol.js';
import { count } from '../text.js';

const STORAGE_KEY = 'device';

/** What computes: the processor or the graphics card. The choice is remembered in this browser. */
export class DeviceView {
  readonly #facts = byId('device-facts', HTMLElement);
  readonly #radios = [...document.querySelectorAll<HTMLInputElement>('input[name="device"]')];

  constructor(onChoose: (provider: WebProvider) => void) {
    for (const radio of this.#radios) {
      radio.addEventListener('change', () => {
        if (!radio.checked) return;
        localStorage.setItem(STORAGE_KEY, radio.value);
        onChoose(radio.value as WebProvider);
      });
    }
  }

  /** What was chosen at an earlier visit. @default WebAssembly, which is the smaller download */
  get remembered(): WebProvider {
    return localStorage.getItem(STORAGE_KEY) === 'webgpu' ? 'webgpu' : 'wasm';
  }

  setBusy(isBusy: boolean): void {
    for (const radio of this.#radios) radio.disabled = isBusy;
  }

  show({ provider, threads, fallbackReason }: DeviceFacts): void {
    this.setBusy(false);
    for (const radio of this.#radios) radio.checked = radio.value === provider;
    const what =
      provider === 'webgpu'
        ? 'WebGPU on the graphics card'
        : `WebAssembly on ${count(threads, 'thread')} of the processor`;
    const why = fallbackReason === undefined ? '' : ` The graphics card cannot be used: ${fallbackReason}.`;
    this.#facts.textContent = `ONNX Runtime computes with ${what}.${why}`;
  }
}
