import { InvalidArgumentError } from '@midizero/core';
import { ScoreParseError } from '../errors.js';

/** The encoding that a byte order mark, or the zero bytes of UTF-16 text, give away. */
function detectUtf16(bytes: Uint8Array): 'utf-16be' | 'utf-16le' | undefined {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  if (second === 0 && first !== 0) return 'utf-16le';
  return undefined;
}

/** Text from bytes: UTF-16 or UTF-8, else Windows-1252, in which all bytes are characters. A byte order mark is dropped. */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = detectUtf16(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const DECLARATION_BYTES = 256;

/** Text of an XML file, by its declaration where it names an encoding that is known; bad bytes become U+FFFD. */
export function decodeXml(bytes: Uint8Array): string {
  if (detectUtf16(bytes)) return decodeText(bytes);
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_BYTES));
  const declared = /^(?:ï»¿)?\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1];
  // UTF-16 without a zero byte among the first two is no UTF-16.
  if (declared === undefined || /^utf-?(8|16)/i.test(declared)) return decodeText(bytes);
  try {
    return new TextDecoder(declared).decode(bytes);
  } catch {
    return decodeText(bytes);
  }
}

/**
 * Text as it is, or decoded from bytes.
 * @throws ScoreParseError beyond `maxBytes`, InvalidArgumentError for something else than bytes or text
 */
export function textOf(input: Uint8Array | string, maxBytes: number, decode: (bytes: Uint8Array) => string): string {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) {
    throw new InvalidArgumentError('input', `expected a Uint8Array or a string, got ${typeof input}`);
  }
  if (input.length > maxBytes) throw tooLarge(maxBytes, input.length);
  return typeof input === 'string' ? input : decode(input);
}

/** What a file above the limit is refused with. */
export function tooLarge(maxBytes: number, bytes: number): ScoreParseError {
  return new ScoreParseError({ expected: `at most ${maxBytes} bytes (maxBytes)`, actual: `${bytes} bytes` });
}
