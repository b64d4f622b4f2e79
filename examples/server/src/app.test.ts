import { existsSync } from 'node:fs';
import { findLibraryPiece } from '@midizero/library';
import { excerptNotes, writeMidi } from '@midizero/midi';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './app.js';
import { SearchThread } from './search-thread.js';

const script = new URL('../dist/search-worker.js', import.meta.url);
const elise = findLibraryPiece('beethoven-fur-elise')!;
const excerpt = Buffer.from(writeMidi(excerptNotes(elise.notes, 6, 14)));

function createThread(): SearchThread {
  if (!existsSync(script)) throw new Error('dist/ is missing: run `npm run build` first (`npm test` does)');
  return new SearchThread({ mostSearches: 2, script });
}

describe('the server', () => {
  let app: FastifyInstance;

  beforeAll(async () => {
    app = createApp(createThread());
    await app.inject('/health');
  });
  afterAll(() => app.close());

  const post = (payload: Buffer, query = ''): Promise<LightMyRequestResponse> =>
    app.inject({ method: 'POST', url: `/search${query}`, headers: { 'content-type': 'audio/midi' }, payload });

  test('names the piece in a MIDI file, and the place', async () => {
    const response = await post(excerpt, '?limit=2');
    expect(response.statusCode).toBe(200);
    const { matches } = response.json();
    expect(matches).toHaveLength(2);
    expect(matches[0]).toMatchObject({ pieceId: elise.id, title: elise.title, transposition: 0 });
    expect(Math.abs(matches[0].startSeconds - 6)).toBeLessThan(2);
  });

  test('tells how much it knows', async () => {
    const { status, pieces, windows } = (await app.inject('/health')).json();
    expect(status).toBe('ok');
    expect(pieces).toBeGreaterThan(40);
    expect(windows).toBeGreaterThan(pieces);
  });

  test('refuses in words what is no MIDI file, too much, or asked for wrongly', async () => {
    const noMidi = await post(Buffer.from('<html>'));
    expect(noMidi.statusCode).toBe(422);
    expect(noMidi.json().error).toMatchObject({ code: 'MIDI_PARSE', message: expect.stringContaining('MThd') });
    const tooLong = await post(Buffer.alloc((1 << 20) + 1));
    expect(tooLong.statusCode).toBe(413);
    const wrongLimit = await post(excerpt, '?limit=1000');
    expect(wrongLimit.statusCode).toBe(400);
    expect(wrongLimit.json().error.message).toContain('limit');
  });

  test('more than so many at once are sent away, the others are answered', async () => {
    const responses = await Promise.all([post(excerpt), post(excerpt), post(excerpt)]);
    expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 503]);
    expect(responses.find(({ statusCode }) => statusCode === 503)!.headers['retry-after']).toBe('1');
  });
});

test('closing lets the searches under way finish', async () => {
  const thread = createThread();
  const app = createApp(thread);
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const answer = fetch(`${origin}/search`, { method: 'POST', body: excerpt });
  await expect.poll(() => thread.searches, { timeout: 10_000, interval: 2 }).toBe(1);
  await app.close();
  expect((await answer).status).toBe(200);
});
