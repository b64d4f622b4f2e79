import { readFileSync } from 'node:fs';
import { createNoteTable, excerptNotes } from '@midizero/midi';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { expect, test } from 'vitest';
import * as retrieval from './index.js';

test('the example of the README gives what it says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const names = { createNoteTable, excerptNotes, createNodeRuntime, createRawEncoder, ...retrieval };
  const body = example.replace(/^import .*\n/gm, '').replace('console.log', 'report');
  const printed: unknown[] = [];
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  const run = new AsyncFunction('report', ...Object.keys(names), body) as (...values: unknown[]) => Promise<void>;
  await run((...values: unknown[]) => printed.push(...values), ...Object.values(names));
  expect(example).toContain(`// ${printed.join(' ')}`);
});
