import { unzipSync } from 'fflate';
import { ScoreParseError } from '../errors.js';
import { decodeXml, tooLarge } from '../text/decode-text.js';
import { childOf, childrenOf, parseXml } from '../xml/parse-xml.js';

const CONTAINER = 'META-INF/container.xml';
const CONTAINER_BYTES = 65_536;

/**
 * The score in a compressed MusicXML file: the first one that its container names; without a container, the only or
 * first XML file. Nothing is unpacked that says it is larger than `maxBytes`, and a file that is larger than it says is cut.
 * @throws ScoreParseError for a damaged archive, one without a score, and a score above the limit
 */
export function unpackMxl(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const names: string[] = [];
  const container = unpackEntry(bytes, CONTAINER, CONTAINER_BYTES, names);
  const name =
    (container && rootFile(container)) ?? names.find((each) => /^(?!META-INF\/).*\.(?:xml|musicxml)$/i.test(each));
  const score = name === undefined ? undefined : unpackEntry(bytes, name, maxBytes, []);
  if (score === undefined) {
    const actual = name === undefined ? `an archive of ${names.length} other files` : `a container that names ${name}`;
    throw new ScoreParseError({ expected: 'an archive with a MusicXML score', actual });
  }
  return score;
}

/** @param names receives the names of all entries */
function unpackEntry(bytes: Uint8Array, wanted: string, maxBytes: number, names: string[]): Uint8Array | undefined {
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        if (name !== wanted) return false;
        if (originalSize > maxBytes) throw tooLarge(maxBytes, originalSize);
        return true;
      },
    });
    return entries[wanted];
  } catch (error) {
    if (error instanceof ScoreParseError) throw error;
    const actual = error instanceof Error ? error.message : 'something else';
    throw new ScoreParseError({ expected: 'a zip archive', actual });
  }
}

/** The path of the first score that a container names. */
function rootFile(container: Uint8Array): string | undefined {
  const files = childOf(parseXml(decodeXml(container), { ignored: new Set() }), 'rootfiles');
  const scores = (files ? childrenOf(files, 'rootfile') : []).filter(({ attributes }) => {
    const type = attributes['media-type'];
    return type === undefined || type === '' || /musicxml(?:\+xml)?$/.test(type);
  });
  return scores[0]?.attributes['full-path'];
}
