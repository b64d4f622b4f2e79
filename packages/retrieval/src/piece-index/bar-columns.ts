import type { MusicFile } from '@midizero/midi';
import type { PieceBars } from './contract.js';

/**
 * The bars of a file as a piece of an index has them, times to the millisecond, since an index keeps them as text.
 * @returns undefined where the file has none
 */
export function barColumns(bars: MusicFile['bars']): PieceBars | undefined {
  if (bars.length === 0) return undefined;
  return {
    numbers: bars.map(({ number }) => number),
    startSeconds: bars.map(({ startSeconds }) => Math.round(1000 * startSeconds) / 1000),
  };
}
