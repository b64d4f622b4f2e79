import type { Division } from '../division.js';
import { hexByte, type IssueLog } from './issues.js';

// What many writers use; where a file does not say, any value gives the notes their order.
const FALLBACK_TICKS_PER_QUARTER = 480;
const FRAME_RATES: ReadonlyMap<number, number> = new Map([
  [24, 24],
  [25, 25],
  [29, 30_000 / 1001],
  [30, 30],
]);

/** @param value the header's 16 bits, undefined where the header is too short to have them */
export function divisionFromHeader(value: number | undefined, byteOffset: number, issues: IssueLog): Division {
  if (value === undefined || value === 0) {
    issues.report('header', byteOffset, undefined, 'ticks a quarter note', () => (value === 0 ? '0' : 'nothing'));
    return { kind: 'metrical', ticksPerQuarter: FALLBACK_TICKS_PER_QUARTER };
  }
  if (value < 0x8000) return { kind: 'metrical', ticksPerQuarter: value };
  const code = 0x100 - (value >> 8);
  const ticksPerFrame = value & 0xff;
  const framesPerSecond = FRAME_RATES.get(code);
  if (framesPerSecond === undefined || ticksPerFrame === 0) {
    const expected = '24, 25, 29 or 30 frames a second of 1 to 255 ticks';
    issues.report('header', byteOffset, undefined, expected, () => `${code} of ${ticksPerFrame} (${hexByte(value)})`);
  }
  return { kind: 'smpte', framesPerSecond: framesPerSecond ?? code, ticksPerFrame: ticksPerFrame || 1 };
}
