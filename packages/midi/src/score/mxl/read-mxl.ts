import { readMusicXml } from '../musicxml/read-musicxml.js';
import { type ReadScoreOptions, resolveScoreOptions } from '../options.js';
import type { ScoreFile } from '../score-file.js';
import { tooLarge } from '../text/decode-text.js';
import { unpackMxl } from './unpack-mxl.js';

/**
 * {@link readMusicXml} for a compressed MusicXML file (.mxl).
 * @throws ScoreParseError for what is no archive with a MusicXML score, or exceeds a limit
 * @throws InvalidArgumentError for an option out of range
 */
export function readMxl(bytes: Uint8Array, options: ReadScoreOptions = {}): ScoreFile {
  const { maxBytes } = resolveScoreOptions(options);
  if (bytes.length > maxBytes) throw tooLarge(maxBytes, bytes.length);
  return readMusicXml(unpackMxl(bytes, maxBytes), options);
}
