/** Containers and codecs of sound, recognised by their first bytes. */
export type AudioFormat = 'wav' | 'mp3' | 'flac' | 'ogg' | 'mp4' | 'aiff' | 'webm' | 'aac';

/**
 * Which kind of recording bytes are, judged by the first of them; `undefined` for what is no recording. A MIDI file in a
 * RIFF wrapper is none.
 */
export function recogniseAudio(bytes: Uint8Array): AudioFormat | undefined {
  const text = (start: number, length: number): string => String.fromCharCode(...bytes.subarray(start, start + length));
  const head = text(0, 4);
  if (['RIFF', 'RF64', 'BW64'].includes(head)) return text(8, 4) === 'WAVE' ? 'wav' : undefined;
  if (head === 'fLaC') return 'flac';
  if (head === 'OggS') return 'ogg';
  if (head === 'FORM') return ['AIFF', 'AIFC'].includes(text(8, 4)) ? 'aiff' : undefined;
  if (text(4, 4) === 'ftyp') return 'mp4';
  if (head === '\x1a\x45\xdf\xa3') return 'webm';
  if (text(0, 3) === 'ID3') return 'mp3';
  return mpegFrame(bytes);
}

/**
 * The 32 bits that begin each frame of MPEG audio (ISO/IEC 11172-3): eleven ones, then version, layer, bit rate and
 * sample rate, each with a value that no file has.
 */
function mpegFrame(bytes: Uint8Array): 'mp3' | 'aac' | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff) return undefined;
  if ((second & 0xf6) === 0xf0) return 'aac';
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  // Layer I, which nobody uses, would also match the byte order mark that begins a text in UTF-16.
  const isFrame =
    (second & 0xe0) === 0xe0 &&
    version !== 1 &&
    [1, 2].includes(layer) &&
    third >> 4 !== 15 &&
    ((third >> 2) & 3) !== 3;
  return isFrame ? 'mp3' : undefined;
}
