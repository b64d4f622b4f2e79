import { expect, test } from 'vitest';
import { DataFormatError, InvalidArgumentError, isMidizeroError } from './errors.js';

test('errors carry a code, details and the argument', () => {
  const error = new InvalidArgumentError('step', 'expected 1 or more, got 0', { step: 0 });
  expect(error).toMatchObject({
    code: 'INVALID_ARGUMENT',
    name: 'InvalidArgumentError',
    details: { argument: 'step', step: 0 },
  });
  expect(error.message).toBe('step: expected 1 or more, got 0');
});

test('isMidizeroError tells ours from others', () => {
  expect(isMidizeroError(new DataFormatError('damaged'))).toBe(true);
  expect(isMidizeroError(new Error('other'))).toBe(false);
  expect(isMidizeroError('text')).toBe(false);
});
