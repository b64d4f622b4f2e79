import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvalidArgumentError, isMidizeroError } from '../errors.js';
import type { Progress } from '../progress.js';
import { type Caller, connectCalls, serveCalls, Transferred } from '../worker.js';

interface Methods {
  double(values: Float32Array): Float32Array;
  count(to: number): number;
  wait(): void;
  refuse(): void;
}

let port1: MessagePort;
let port2: MessagePort;
let caller: Caller<Methods>;
let abortsSeen: number;

beforeEach(() => {
  ({ port1, port2 } = new MessageChannel());
  abortsSeen = 0;
  serveCalls<Methods>(
    {
      double: (values) =>
        new Transferred(
          values.map((value) => 2 * value),
          [],
        ),
      async count(to, { signal, onProgress }) {
        for (let completed = 1; completed <= to; completed++) {
          if (signal?.aborted) abortsSeen++;
          signal?.throwIfAborted();
          onProgress?.({ stage: 'count', completed, total: to, unit: 'numbers' });
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        return to;
      },
      wait: () => new Promise(() => undefined),
      refuse() {
        const cause = new RangeError('too deep');
        throw Object.assign(new InvalidArgumentError('x', 'is wrong', { row: 3, callback: () => 1 }), { cause });
      },
    },
    port2,
  );
  caller = connectCalls<Methods>(port1, {
    name: 'the counter',
    errorClasses: { INVALID_ARGUMENT: InvalidArgumentError },
  });
});
afterEach(() => port1.close());

test('arguments go there and results come back, also of calls that overlap', async () => {
  const events: Progress[] = [];
  const counting = caller.call('count', [3], { onProgress: (event) => events.push(event) });
  expect(await caller.call('double', [Float32Array.of(1, 2)])).toEqual(Float32Array.of(2, 4));
  expect(await counting).toBe(3);
  expect(events.map(({ completed }) => completed)).toEqual([1, 2, 3]);
});

test('what is transferred is gone here', async () => {
  const values = Float32Array.of(5);
  const doubled = await caller.call('double', [values], { transfer: [values.buffer] });
  expect([values.length, ...doubled]).toEqual([0, 10]);
});

test('an abort reaches the method, and the call rejects with the reason itself', async () => {
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const counting = caller.call('count', [1000], {
    signal: controller.signal,
    onProgress: ({ completed }) => completed === 2 && controller.abort(reason),
  });
  await expect(counting).rejects.toBe(reason);
  expect(abortsSeen).toBe(1);
  await expect(caller.call('count', [1], { signal: controller.signal })).rejects.toBe(reason);
});

test('what onProgress throws ends the work and reaches the caller', async () => {
  const counting = caller.call('count', [1000], {
    onProgress() {
      throw new Error('enough');
    },
  });
  await expect(counting).rejects.toThrow('enough');
  await expect.poll(() => abortsSeen).toBe(1);
});

test('errors keep class, code, details and cause; details that cannot be copied are left out', async () => {
  const error = await caller.call('refuse', []).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(isMidizeroError(error)).toBe(true);
  expect(error).toMatchObject({
    name: 'InvalidArgumentError',
    code: 'INVALID_ARGUMENT',
    message: 'x: is wrong',
    details: { argument: 'x', row: 3 },
    cause: { name: 'RangeError', message: 'too deep' },
  });
  expect((error as InvalidArgumentError).details).not.toHaveProperty('callback');
});

test('an unknown method, and other messages on the same port', async () => {
  port1.postMessage('hello');
  port2.postMessage({ id: 1 });
  const other = connectCalls<{ sing(): void }>(port1);
  await expect(other.call('sing', [])).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('this worker has no method "sing"'),
  });
});

test('calls fail when the other end closes, or is said to have ended', async () => {
  const waiting = caller.call('wait', []);
  port2.close();
  await expect(waiting).rejects.toMatchObject({
    code: 'WORKER_STOPPED',
    message: expect.stringMatching(/^the counter: /),
  });
  await expect(caller.call('count', [1])).rejects.toMatchObject({ code: 'WORKER_STOPPED' });
});

test('a thread of Node that dies takes its calls with it, and says of what', async () => {
  const thread = new Worker(
    "require('node:worker_threads').parentPort.once('message', () => { throw new Error('out of luck'); })",
    {
      eval: true,
    },
  );
  const dying = connectCalls<{ sing(): void }>(thread, { name: 'the singer' });
  await expect(dying.call('sing', [])).rejects.toThrow(/^the singer: out of luck/);
});
