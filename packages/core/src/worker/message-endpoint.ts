interface Endpoint {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

/** A browser's `Worker`, a worker's own scope (`self`), or a `MessagePort` of either world. */
export interface EventTargetEndpoint extends Endpoint {
  addEventListener(type: string, listener: (event: object) => void): void;
  /** Of a `MessagePort`, which holds its messages back until then. */
  start?(): void;
}

/** A `Worker` of Node's `worker_threads`. */
export interface EventEmitterEndpoint extends Endpoint {
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** One end of a channel of structured-clone messages. */
export type MessageEndpoint = EventTargetEndpoint | EventEmitterEndpoint;

export interface EndpointListener {
  onMessage(message: unknown): void;
  /** Nothing will come any more. @param reason in words; '' where nothing is known */
  onStop?(reason: string): void;
}

export function listen(endpoint: MessageEndpoint, { onMessage, onStop }: EndpointListener): void {
  if ('addEventListener' in endpoint) {
    endpoint.addEventListener('message', (event) => onMessage((event as { readonly data: unknown }).data));
    if (onStop !== undefined) {
      endpoint.addEventListener('error', (event) => onStop((event as { readonly message?: string }).message ?? ''));
      endpoint.addEventListener('close', () => onStop('')); // of a MessagePort whose other end is gone
    }
    endpoint.start?.();
  } else {
    endpoint.on('message', onMessage);
    if (onStop !== undefined) {
      endpoint.on('error', (error) => onStop((error as Error).message));
      endpoint.on('exit', (code) => onStop(`exit code ${code}`));
    }
  }
}
