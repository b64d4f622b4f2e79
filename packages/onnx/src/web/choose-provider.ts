import { DeviceUnavailableError } from '../errors.js';

/** What computes in a browser: the processor through WebAssembly, or the graphics card through WebGPU. */
export type WebProvider = 'wasm' | 'webgpu';

export interface ProviderChoice {
  readonly provider: WebProvider;
  /** Why it is not WebGPU, in words; undefined where it is, or where nobody asked for it. */
  readonly fallbackReason?: string;
}

/** The part of the WebGPU API that tells whether there is a graphics card. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

/**
 * Chooses what computes.
 * @param device `auto` takes WebGPU where there is a graphics card, and says why where it does not
 * @throws DeviceUnavailableError if it must be `webgpu` and cannot
 */
export async function chooseProvider(device: WebProvider | 'auto'): Promise<ProviderChoice> {
  if (device === 'wasm') return { provider: 'wasm' };
  const { obstacle, isSoftware } = await findGpu();
  if (obstacle === undefined && (device === 'webgpu' || !isSoftware)) return { provider: 'webgpu' };
  if (device === 'webgpu') throw new DeviceUnavailableError('webgpu', obstacle!);
  return {
    provider: 'wasm',
    fallbackReason: obstacle ?? 'the only WebGPU adapter here is made of software, which is slower than WebAssembly',
  };
}

async function findGpu(): Promise<{ readonly obstacle?: string; readonly isSoftware?: boolean }> {
  const { navigator, isSecureContext } = globalThis as { navigator?: { gpu?: Gpu }; isSecureContext?: boolean };
  if (navigator?.gpu === undefined) {
    return { obstacle: isSecureContext === false ? 'WebGPU needs a page from HTTPS' : 'this browser has no WebGPU' };
  }
  try {
    const adapter = await navigator.gpu.requestAdapter();
    if (adapter === null) return { obstacle: 'WebGPU finds no graphics card that it may use' };
    return { isSoftware: adapter.info?.isFallbackAdapter ?? false };
  } catch (error) {
    return { obstacle: `WebGPU does not start (${error instanceof Error ? error.message : String(error)})` };
  }
}
