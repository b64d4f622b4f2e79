import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type ProcessLike, runProcess } from './process.js';
import { MemoryStream } from './testing-support/memory-stream.js';

class FakeProcess extends EventEmitter implements ProcessLike {
  readonly argv: readonly string[];
  readonly env = {};
  readonly stdin = Readable.from([]);
  readonly stdout = new MemoryStream();
  readonly stderr = new MemoryStream();
  exitCode?: number;

  constructor(...args: readonly string[]) {
    super();
    this.argv = ['node', 'midizero', ...args];
  }
}

test('takes the arguments behind the program and sets the exit code', async () => {
  const fake = new FakeProcess('inspect', '--colour');
  await runProcess(fake);
  expect(fake.exitCode).toBe(2);
  expect(fake.stderr.text).toContain("unknown option '--colour'");
});

test('Ctrl-C ends a run with 130, and its handlers do not stay behind', async () => {
  const fake = new FakeProcess('inspect', 'missing.mid');
  const run = runProcess(fake);
  fake.emit('SIGINT');
  await run;
  expect(fake.exitCode).toBe(130);
  expect(fake.listenerCount('SIGINT') + fake.listenerCount('SIGTERM')).toBe(0);
});

test('a reader that leaves early is no failure', async () => {
  const fake = new FakeProcess('inspect', 'missing.mid');
  const run = runProcess(fake);
  fake.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  await run;
  expect(fake.exitCode).toBe(0);
  expect(fake.stderr.text).toBe('');
});
