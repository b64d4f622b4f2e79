import { InvalidArgumentError } from '@midizero/core';
import { KEY_COUNT, WINDOW_FRAMES } from './contract.js';

/** Stands where a frame has no further note. */
export const PADDING_TOKEN = 88;
/** Stands behind each frame. */
export const SEPARATOR_TOKEN = 89;
/** Most notes a frame has tokens for, unless told otherwise. */
export const DEFAULT_NOTE_MAX = 12;

/** Options of {@link toTokens} and {@link fromTokens}. */
export interface TokenOptions {
  /**
   * Frames of a window, 1 or more.
   * @default 10
   */
  readonly windowFrames?: number;
  /**
   * Tokens of a frame before its separator, 1 to 88; of frames with more notes the lowest ones are kept.
   * @default 12
   */
  readonly noteMax?: number;
}

/**
 * Windows as sequences of tokens, the other input format of the MIDI-Zero reference: for each frame its keys, ascending
 * (0 to 87, 0 = MIDI 21), padding up to `noteMax`, and a separator.
 * @param data size n * windowFrames * 88; what is not 0 is a note
 * @returns size n * windowFrames * (noteMax + 1), row-major `[window][frame][token]`, values 0 to 89
 * @throws InvalidArgumentError for options out of range or a size that is not a multiple of windowFrames * 88
 */
export function toTokens(data: Float32Array, options: TokenOptions = {}): Uint8Array {
  const { windowFrames, noteMax } = checked(options);
  const frameCount = wholeFrames('data', data.length, KEY_COUNT, windowFrames);
  const tokens = new Uint8Array(frameCount * (noteMax + 1)).fill(PADDING_TOKEN);
  for (let frame = 0; frame < frameCount; frame++) {
    const first = frame * (noteMax + 1);
    let count = 0;
    for (let key = 0; key < KEY_COUNT && count < noteMax; key++) {
      if (data[frame * KEY_COUNT + key] !== 0) tokens[first + count++] = key;
    }
    tokens[first + noteMax] = SEPARATOR_TOKEN;
  }
  return tokens;
}

/**
 * Undoes {@link toTokens}, but for notes above `noteMax` a frame.
 * @param tokens size n * windowFrames * (noteMax + 1)
 * @returns size n * windowFrames * 88, values 0 or 1
 * @throws InvalidArgumentError for options out of range, a size that does not fit them, or a frame that does not end
 * in a separator or has one inside
 */
export function fromTokens(tokens: Uint8Array, options: TokenOptions = {}): Float32Array {
  const { windowFrames, noteMax } = checked(options);
  const frameCount = wholeFrames('tokens', tokens.length, noteMax + 1, windowFrames);
  const data = new Float32Array(frameCount * KEY_COUNT);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const isLast = i % (noteMax + 1) === noteMax;
    if (isLast !== (token === SEPARATOR_TOKEN) || token > SEPARATOR_TOKEN) {
      const expected = isLast ? `the separator ${SEPARATOR_TOKEN}` : `a key (0 to 87) or ${PADDING_TOKEN}`;
      throw new InvalidArgumentError('tokens', `token ${i}: expected ${expected}, got ${token}`, { index: i });
    }
    if (token < KEY_COUNT) data[Math.floor(i / (noteMax + 1)) * KEY_COUNT + token] = 1;
  }
  return data;
}

function checked({ windowFrames = WINDOW_FRAMES, noteMax = DEFAULT_NOTE_MAX }: TokenOptions): Required<TokenOptions> {
  if (!Number.isSafeInteger(windowFrames) || windowFrames < 1) {
    throw new InvalidArgumentError('windowFrames', `expected a whole number of 1 or more, got ${windowFrames}`);
  }
  if (!Number.isSafeInteger(noteMax) || noteMax < 1 || noteMax > KEY_COUNT) {
    throw new InvalidArgumentError('noteMax', `expected a whole number from 1 to ${KEY_COUNT}, got ${noteMax}`);
  }
  return { windowFrames, noteMax };
}

function wholeFrames(argument: string, size: number, frameSize: number, windowFrames: number): number {
  if (size % (frameSize * windowFrames) === 0) return size / frameSize;
  const message = `expected a multiple of ${frameSize * windowFrames} (${windowFrames} x ${frameSize}), got ${size}`;
  throw new InvalidArgumentError(argument, message);
}
