import { expect, test } from 'vitest';
import { UsageError } from '../failures/errors.js';
import { checkModeOptions, type ModeOptions } from './mode-options.js';

const modes: Record<'plain' | 'P' | 'S', ModeOptions<'noteMax' | 'distribution'>> = {
  plain: { takes: [] },
  P: { takes: ['noteMax'] },
  S: { takes: ['distribution'], needs: { distribution: 'a file of frames' } },
};

test('takes what the mode has, and what no mode lists', () => {
  checkModeOptions(modes, 'P', { noteMax: 3 });
  checkModeOptions(modes, 'S', { distribution: 'frames.arrow', noteMax: undefined });
  expect(() => checkModeOptions(modes, 'plain', { seed: 1 } as object)).not.toThrow();
});

test.each([
  ['plain', { noteMax: 3 }, '--note-max: mode plain has no such option'],
  ['S', { distribution: 'a', noteMax: 3 }, '--note-max: mode S has no such option; it has --distribution'],
  ['S', {}, '--distribution: mode S needs a file of frames'],
] as const)('mode %s refuses %j', (mode, options, message) => {
  const check = (): void => checkModeOptions(modes, mode, options);
  expect(check).toThrowError(UsageError);
  expect(check).toThrowError(new RegExp(`^${message}$`));
});
