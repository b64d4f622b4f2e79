import { afterEach, beforeEach, expect, vi } from 'vitest';

// Libraries never print: they report through return values, `onIssue` and `onProgress`.
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
const calls: string[] = [];

beforeEach(() => {
  calls.length = 0;
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      calls.push(`console.${method}(${parts.map(String).join(' ')})`);
    });
  }
});

afterEach(() => {
  const seen = [...calls];
  vi.restoreAllMocks();
  expect(seen, 'code under test wrote to the console').toEqual([]);
});
