import { InvalidArgumentError } from 'commander';

/** Makes a parser of whole numbers from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
    const range = maximum === Number.MAX_SAFE_INTEGER ? `${minimum} or more` : `${minimum} to ${maximum}`;
    throw new InvalidArgumentError(`Expected a whole number, ${range}.`);
  };
}

/** Parses a number above 0. */
export function positiveNumber(text: string): number {
  const value = decimal(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}

/** Parses a place in seconds (`83.5`) or as the tables print it (`1:23.5`, `1:02:05`). */
export function secondsOrClock(text: string): number {
  const parts = text.split(':');
  const [seconds, ...larger] = parts.reverse();
  const value =
    decimal(seconds ?? '') +
    larger.reduce((sum, part, index) => sum + (/^\d+$/.test(part) ? Number(part) : Number.NaN) * 60 ** (index + 1), 0);
  if (parts.length <= 3 && value >= 0) return value;
  throw new InvalidArgumentError('Expected a time such as 83.5 (seconds) or 1:23.5.');
}

/** Gathers the values of an option that may be given several times. */
export function repeated(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function decimal(text: string): number {
  return /^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN;
}
