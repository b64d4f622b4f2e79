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

/** Parses a number of 0 or more. */
export function notNegative(text: string): number {
  const value = decimal(text);
  if (value >= 0) return value;
  throw new InvalidArgumentError('Expected a number of 0 or more.');
}

/** Parses a probability, 0 to 1. */
export function probability(text: string): number {
  const value = decimal(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Expected a number from 0 to 1.');
}

/** Parses any decimal number, also one below 0. */
export function anyNumber(text: string): number {
  const value = text.startsWith('-') ? -decimal(text.slice(1)) : decimal(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number.');
}

/** Parses two MIDI note numbers, such as `21-108`: the lowest and the highest. */
export function pitchRange(text: string): readonly [low: number, high: number] {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (low !== undefined && high !== undefined) return [Number(low), Number(high)];
  throw new InvalidArgumentError('Expected two MIDI note numbers such as 21-108.');
}

/** Parses a part of the work, such as `1/4` for the first of four; parts count from 0 in programs. */
export function partOf(text: string): { readonly index: number; readonly count: number } {
  const [, part, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (part !== undefined && count !== undefined && part >= 1 && part <= count) return { index: part - 1, count };
  throw new InvalidArgumentError('Expected a part such as 1/4, the first of four.');
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

/** Makes a parser of some of the choices, with commas between them: `all,skyline`. */
export function someOf<T extends string>(choices: readonly T[]): (text: string) => T[] {
  return (text) => {
    const chosen = text.split(',').map((name) => choices.find((choice) => choice === name));
    if (chosen.every((choice) => choice !== undefined) && new Set(chosen).size === chosen.length) return chosen;
    throw new InvalidArgumentError(`Expected one or more of ${choices.join(', ')}, with commas between.`);
  };
}

/** Gathers the values of an option that may be given several times. */
export function repeated(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function decimal(text: string): number {
  return /^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN;
}
