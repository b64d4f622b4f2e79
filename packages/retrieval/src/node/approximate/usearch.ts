import { ApproximateSearchUnavailableError } from './errors.js';

/** The part of usearch that is used here. */
export interface UsearchModule {
  readonly Index: new (options: UsearchOptions) => UsearchIndex;
}

export interface UsearchOptions {
  readonly dimensions: number;
  readonly metric: string;
  readonly quantization: string;
  readonly connectivity: number;
  readonly expansion_add: number;
  readonly expansion_search: number;
  readonly multi: boolean;
}

export interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Int8Array, threads: number): void;
  /** `counts` is missing where there is one query; each query has room for k keys. */
  search(vectors: Int8Array, k: number, threads: number): { keys: BigUint64Array; counts?: BigUint64Array };
  save(path: string): void;
  view(path: string): void;
}

/** @throws ApproximateSearchUnavailableError */
export async function importUsearch(): Promise<UsearchModule> {
  try {
    const imported: { default?: unknown } = await import('usearch');
    return (imported.default ?? imported) as UsearchModule;
  } catch (cause) {
    throw new ApproximateSearchUnavailableError(cause);
  }
}
