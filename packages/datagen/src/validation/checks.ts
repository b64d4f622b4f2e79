import { InvalidArgumentError } from '@midizero/core';
import { HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';

/** @throws InvalidArgumentError unless `value` is a whole number from `low` to `high` */
export function checkWhole(name: string, value: number, low: number, high: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return;
  const range = high === Number.MAX_SAFE_INTEGER ? `of ${low} or more` : `from ${low} to ${high}`;
  throw new InvalidArgumentError(name, `expected a whole number ${range}, got ${value}`);
}

/** @throws InvalidArgumentError unless `value` is a number from `low` to `high` */
export function checkNumber(name: string, value: number, low: number, high: number): void {
  if (value >= low && value <= high) return;
  throw new InvalidArgumentError(name, `expected a number from ${low} to ${high}, got ${value}`);
}

/** @throws InvalidArgumentError unless `value` is a finite number above 0 */
export function checkPositive(name: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new InvalidArgumentError(name, `expected a finite number above 0, got ${value}`);
}

/** Lowest and highest pitch, both included. */
export type PitchRange = readonly [low: number, high: number];

/** The piano's 88 keys. */
export const PIANO_RANGE: PitchRange = [LOWEST_PITCH, HIGHEST_PITCH];

/** @throws InvalidArgumentError unless it is two whole numbers, ascending, within the piano's 21 to 108 */
export function checkPitchRange(name: string, [low, high]: PitchRange): void {
  const whole = Number.isInteger(low) && Number.isInteger(high);
  if (whole && low >= LOWEST_PITCH && high <= HIGHEST_PITCH && low <= high) return;
  throw new InvalidArgumentError(
    name,
    `expected [low, high] within [${LOWEST_PITCH}, ${HIGHEST_PITCH}] with low <= high, got [${low}, ${high}]`,
  );
}

/**
 * Refuses options nobody reads: in JavaScript a mistyped name would otherwise do nothing, silently.
 * @throws InvalidArgumentError that names the option and lists the known ones
 */
export function checkKnownOptions(what: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new InvalidArgumentError(name, `${what} has no such option; it has ${known.join(', ')}`);
    }
  }
}
