import { MidiParseError } from '@midizero/midi';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { BusyError, type SearchThread } from './search-thread.js';

const MOST_BYTES = 1 << 20;
const SEARCH_SECONDS = 10;

interface SearchQuery {
  readonly transpositions: number;
  readonly limit: number;
}

const SEARCH_QUERY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    transpositions: { type: 'integer', minimum: 0, maximum: 6, default: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 50, default: 5 },
  },
} as const;

/** The web server: `POST /search` with a MIDI file as the body, and `GET /health`. Closing it lets searches finish first. */
export function createApp(
  thread: SearchThread,
  { logger = false }: Pick<FastifyServerOptions, 'logger'> = {},
): FastifyInstance {
  const app = fastify({ logger, bodyLimit: MOST_BYTES });
  // Browsers and tools disagree on a MIDI file's type, so the bytes themselves must tell.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post<{ Querystring: SearchQuery; Body: Buffer }>(
    '/search',
    { schema: { querystring: SEARCH_QUERY } },
    async ({ body, query }, { raw: response }) => {
      const gone = new AbortController();
      response.once('close', () => {
        if (!response.writableFinished) gone.abort(new Error('the client hung up'));
      });
      const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(1000 * SEARCH_SECONDS)]);
      return { matches: await thread.search(body ?? new Uint8Array(), { ...query, signal }) };
    },
  );
  app.get('/health', async () => ({ status: 'ok', ...(await thread.start()) }));

  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error(error);
    if (status === 503) void reply.header('Retry-After', '1');
    return reply.code(status).send({ error: { code: error.code ?? error.name, message: error.message } });
  });
  // A connection that a client keeps open would keep a closing server waiting.
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) void reply.header('Connection', 'close');
  });
  app.addHook('onClose', () => thread.close());
  return app;
}

function statusOf(error: Error & { statusCode?: number }): number {
  if (error instanceof MidiParseError) return 422;
  if (error instanceof BusyError || error.name === 'TimeoutError') return 503;
  return error.statusCode ?? 500;
}
