import { RuntimeUnavailableError } from '../errors.js';
import type { OnnxRuntime } from '../runtime/contract.js';
import type { OrtModule, OrtSessionOptions } from '../runtime/ort-api.js';
import { OrtRuntime } from '../runtime/ort-runtime.js';

export interface NodeRuntimeOptions {
  /** The onnxruntime-node module, where it should not be imported by name. @default `import('onnxruntime-node')` */
  readonly ort?: OrtModule;
  /** `webgpu` uses the GPU provider that onnxruntime-node brings along. @default 'cpu' */
  readonly provider?: 'cpu' | 'webgpu';
  /** Threads within an operator. @default one for each physical core */
  readonly threads?: number;
  /** Reuse freed memory between runs instead of giving it back to the system: faster, and the peak stays. @default true */
  readonly memoryArena?: boolean;
  /** Idle threads wait for work in a loop, which is faster and keeps cores busy. @default true */
  readonly spinning?: boolean;
}

/**
 * ONNX Runtime in Node. A run blocks the event loop while it computes; between runs other work goes on.
 * @throws RuntimeUnavailableError if onnxruntime-node is not installed or does not load
 */
export async function createNodeRuntime(options: NodeRuntimeOptions = {}): Promise<OnnxRuntime> {
  const { provider = 'cpu', threads, memoryArena = true, spinning = true } = options;
  const ort = options.ort ?? (await importOrt());
  const sessionOptions: OrtSessionOptions = {
    executionProviders: [provider],
    enableCpuMemArena: memoryArena,
    graphOptimizationLevel: 'all',
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(!spinning && { extra: { session: { intra_op: { allow_spinning: '0' } } } }),
  };
  return new OrtRuntime(`onnxruntime-node/${provider}`, ort, sessionOptions, { copiesByModel: provider === 'webgpu' });
}

async function importOrt(): Promise<OrtModule> {
  try {
    const imported: { default?: unknown } = await import('onnxruntime-node');
    return (imported.default ?? imported) as OrtModule;
  } catch (cause) {
    throw new RuntimeUnavailableError('onnxruntime-node', cause);
  }
}
