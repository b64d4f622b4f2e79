import { decodeXml } from '../score/text/decode-text.js';

/** The formats that hold music as notes. A `midi` file may be in a RIFF wrapper, `mxl` is MusicXML in a zip archive. */
export type MusicFormat = 'midi' | 'musicxml' | 'mxl' | 'mei' | 'abc' | 'kern';

/** What bytes are; the last three cannot be read. */
export type DetectedFormat = MusicFormat | 'audio' | 'xml' | 'unknown';

/** How much of a file is looked at. */
const HEAD_BYTES = 65_536;

/** Tells the formats of music from the bytes alone, the names of files aside. */
export function detectFormat(bytes: Uint8Array): DetectedFormat {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (startsWith(head, 'MThd') || (startsWith(head, 'RIFF') && startsWith(head, 'RMID', 8))) return 'midi';
  if (startsWith(head, 'PK\u0003\u0004')) return 'mxl';
  if (isAudio(head)) return 'audio';
  return detectText(decodeXml(head)) ?? (holds(head, 'MThd') ? 'midi' : 'unknown');
}

function detectText(text: string): DetectedFormat | undefined {
  if (/^\ufeff?\s*</.test(text)) {
    const root = rootElement(text);
    if (root === 'score-partwise' || root === 'score-timewise') return 'musicxml';
    return root === 'mei' || root === 'music' ? 'mei' : 'xml';
  }
  if (/^\ufeff?(?:\s*\n|![^\n]*\n)*\*\*\w/.test(text)) return 'kern';
  if (/^\ufeff?%abc/.test(text) || (/^X:\s*\d/m.test(text) && /^K:/m.test(text))) return 'abc';
  return undefined;
}

/** The name of the first element, without its prefix. Declarations, comments and document types are passed over. */
function rootElement(text: string): string | undefined {
  const markup = text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>/g, '');
  return /^\ufeff?\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(markup)?.[1];
}

/** Recordings in the containers that are common: WAV, AIFF, FLAC, Ogg, MP3, AAC, MPEG-4, Matroska and CAF. */
function isAudio(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head;
  // The frame header of MP3 and AAC; 0xff 0xfe begins text in UTF-16.
  const isMpegFrame = first === 0xff && (second & 0xe0) === 0xe0 && second < 0xfe;
  return (
    isMpegFrame ||
    (startsWith(head, 'RIFF') && startsWith(head, 'WAVE', 8)) ||
    (startsWith(head, 'FORM') && startsWith(head, 'AIF', 8)) ||
    startsWith(head, 'ftyp', 4) ||
    ['ID3', 'fLaC', 'OggS', 'caff', '\u001aE\u00df\u00a3'].some((mark) => startsWith(head, mark))
  );
}

function holds(bytes: Uint8Array, mark: string): boolean {
  return bytes.some((byte, at) => byte === mark.charCodeAt(0) && startsWith(bytes, mark, at));
}

function startsWith(bytes: Uint8Array, mark: string, at = 0): boolean {
  for (let i = 0; i < mark.length; i++) if (bytes[at + i] !== mark.charCodeAt(i)) return false;
  return true;
}
