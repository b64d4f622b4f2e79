import type { RunOptions } from '@midizero/core';
import { Engine } from './engine.js';
import type { Reply, Request } from './protocol.js';

/** Serves an {@link Engine} to the page; searches and indexing wait for each other in the ONNX Runtime's own queue. */
const engine = new Engine();
const running = new Map<number, AbortController>();

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if (data.method === 'abort') running.get(data.id)?.abort();
  else void serve(data);
});

async function serve(request: Exclude<Request, { method: 'abort' }>): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  const reply = (message: Reply): void => postMessage(message);
  try {
    const options: RunOptions = {
      signal: controller.signal,
      onProgress: (progress) => reply({ id, progress }),
    };
    reply({ id, result: await dispatch(request, options) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    reply({ id, error: { name, message } });
  } finally {
    running.delete(id);
  }
}

function dispatch(request: Exclude<Request, { method: 'abort' }>, options: RunOptions): Promise<unknown> {
  switch (request.method) {
    case 'start':
      return engine.start(options);
    case 'useLibrary':
      return engine.useLibrary(...request.args, options);
    case 'indexFiles':
      return engine.indexFiles(...request.args, options);
    case 'search':
      return engine.search(...request.args, options);
    case 'pieceNotes':
      return engine.pieceNotes(...request.args);
    case 'passage':
      return engine.passage(...request.args);
  }
}
