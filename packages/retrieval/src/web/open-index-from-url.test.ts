import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Progress } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { IncompatibleIndexError, IndexFormatError } from '../errors.js';
import { buildIndex } from '../piece-index/build.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { saveIndex } from '../piece-index/file/save.js';
import { generateNotes } from '../testing-support/generated-pieces.js';
import { openIndexFromUrl } from '../web.js';

let server: Server;
let origin: string;
let index: PieceIndex;
let file: Uint8Array;
const asked: (string | undefined)[] = [];

/** Answers of the server, by path. */
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/ranges': (request, response) => sendRange(request, response, file),
  '/whole': (_, response) => response.end(file),
  '/page': (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html>'),
  '/untold-page': (_, response) => response.end('<!doctype html>'),
  '/short': (request, response) => sendRange(request, response, file.subarray(0, file.length - 100)),
  '/short-whole': (_, response) => response.end(file.subarray(0, file.length - 100)),
  '/tiny': (request, response) => sendRange(request, response, file.subarray(0, 5)),
  '/empty': (_, response) => response.writeHead(416, { 'content-range': 'bytes */0' }).end(),
  '/long': (request, response) => sendRange(request, response, Uint8Array.from([...file, 1, 2, 3])),
  '/breaks': (request, response) => breakUpNow(request, response),
  '/breaks-whole': (_, response) =>
    response.setHeader('content-length', file.length).write(file.subarray(0, 20_000), () => response.destroy()),
  '/changes': (request, response) => sendRange(request, response.setHeader('etag', `"${asked.length}"`), file),
  '/loses-ranges': (request, response) =>
    asked.length === 1 ? sendRange(request, response, file) : response.end(file),
};

beforeAll(async () => {
  const pieces = [1, 2, 3].map((seed) => ({ id: `${seed}`, notes: createNoteTable(generateNotes(seed, 60)) }));
  index = await buildIndex(pieces, { encoder: createRawEncoder(), fingerprints: false });
  file = saveIndex(index);
  server = createServer((request, response) => {
    asked.push(request.headers.range);
    // Of connections that are used again the server may close one just then.
    response.setHeader('connection', 'close');
    const answer = answers[request.url!];
    if (answer === undefined) response.writeHead(404, 'Not Found').end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function sendRange(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const [from, last] = /(\d+)-(\d+)/.exec(request.headers.range!)!.slice(1).map(Number) as [number, number];
  if (from >= bytes.length) {
    response.writeHead(416).end();
    return;
  }
  const end = Math.min(last + 1, bytes.length);
  response
    .writeHead(206, { 'content-range': `bytes ${from}-${end - 1}/${bytes.length}` })
    .end(bytes.subarray(from, end));
}

/** Gives at most 30,000 bytes of what was asked for, then hangs up. */
function breakUpNow(request: IncomingMessage, response: ServerResponse): void {
  const [from, last] = /(\d+)-(\d+)/.exec(request.headers.range!)!.slice(1).map(Number) as [number, number];
  response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${file.length}` });
  if (last - from < 30_000) response.end(file.subarray(from, last + 1));
  else response.write(file.subarray(from, from + 30_000), () => setTimeout(() => response.destroy(), 100));
}

test.each(['/ranges', '/whole', '/long', '/breaks'])(
  '%s: the index opens, and progress counts its bytes',
  async (path) => {
    const events: Progress[] = [];
    const onProgress = (event: Progress): void => void events.push(event);
    expect(await openIndexFromUrl(new URL(path, origin), { encoderId: index.encoderId, onProgress })).toEqual(index);
    expect(events.at(-1)).toEqual({ stage: 'fetch index', completed: file.length, total: file.length, unit: 'bytes' });
    expect(events.every((event, i) => i === 0 || event.completed > events[i - 1]!.completed)).toBe(true);
  },
);

test('the first pages are asked for, then the rest up to the last commit', async () => {
  await openIndexFromUrl(`${origin}/long`);
  expect(asked).toEqual(['bytes=0-12287', `bytes=12288-${file.length - 1}`]);
});

test('another encoder is refused before the rest is fetched', async () => {
  const opening = openIndexFromUrl(`${origin}/ranges`, { encoderId: 'net@2' });
  await expect(opening).rejects.toBeInstanceOf(IncompatibleIndexError);
  expect(asked).toHaveLength(1);
});

test.each([
  ['/nowhere', /the server answered 404 Not Found/, 404],
  ['/page', /answered with a page/, 200],
  ['/breaks-whole', /the connection broke|could not be reached/, undefined],
  ['/changes', /has changed while it was read/, 206],
  ['/loses-ranges', /once with a part of the file and once with the whole/, 200],
])('%s is refused: %s', async (path, message, status) => {
  await expect(openIndexFromUrl(origin + path)).rejects.toMatchObject({
    code: 'INDEX_FETCH',
    message: expect.stringMatching(message),
    details: { url: origin + path, ...(status !== undefined && { status }) },
  });
});

test('a server that is not there', async () => {
  await expect(openIndexFromUrl('http://127.0.0.1:1/')).rejects.toThrow(/could not be reached/);
});

test.each([
  ['/untold-page', /Not a midizero index/],
  ['/tiny', /Not a midizero index/],
  ['/empty', /Not a midizero index/],
  ['/short', /truncated in the vectors/],
  ['/short-whole', /truncated in the vectors/],
])('%s is no whole index', async (path, message) => {
  const opening = openIndexFromUrl(origin + path);
  await expect(opening).rejects.toThrow(message);
  await expect(opening).rejects.toBeInstanceOf(IndexFormatError);
});

test('an abort ends it with the reason given, and fetch can be passed in', async () => {
  const reason = new Error('changed my mind');
  await expect(openIndexFromUrl(`${origin}/ranges`, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const stop = { signal: controller.signal, onProgress: () => controller.abort(reason) };
  await expect(openIndexFromUrl(`${origin}/ranges`, stop)).rejects.toBe(reason);
  const opened = await openIndexFromUrl('anywhere', { fetch: (_, init) => fetch(`${origin}/ranges`, init) });
  expect(opened).toEqual(index);
});
