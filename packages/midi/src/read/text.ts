const MAX_LABEL_BYTES = 1024;

/**
 * A label from the bytes of a text event: UTF-16 with a byte order mark, else UTF-8, else Latin-1. Control characters
 * become spaces, so that printing the label is safe; labels longer than 1024 bytes are cut.
 */
export function decodeLabel(bytes: Uint8Array): string {
  const text = decode(bytes.subarray(0, MAX_LABEL_BYTES));
  return text.replace(/\p{C}+/gu, ' ').trim();
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}
