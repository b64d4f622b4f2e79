import { expect, test } from 'vitest';
import { MemoryStream } from '../testing-support/memory-stream.js';
import { withProgress } from './progress-bar.js';

const event = (completed: number) => ({ stage: 'index pieces', completed, total: 4, unit: 'files' });

test('a person sees stage, count and unit', async () => {
  const stream = new MemoryStream({ isTTY: true });
  await withProgress(stream, async (onProgress) => {
    for (let i = 0; i <= 4; i++) onProgress(event(i));
  });
  expect(stream.text).toContain('index pieces');
  expect(stream.text).toContain('4/4 files');
});

test('a log file sees nothing', async () => {
  const stream = new MemoryStream();
  await withProgress(stream, async (onProgress) => onProgress(event(1)));
  expect(stream.text).toBe('');
});

test('the bar is gone when the work fails: nothing keeps the process alive', async () => {
  const stream = new MemoryStream({ isTTY: true });
  const work = withProgress(stream, async (onProgress) => {
    onProgress(event(1));
    throw new Error('disk full');
  });
  await expect(work).rejects.toThrowError('disk full');
  const written = stream.text;
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(stream.text).toBe(written);
});
