import type { Random } from '@midizero/core';
import { unzipSync, zipSync } from 'fflate';
import { mutateBytes, pick } from './byte-mutations.js';
import { TEXT_SCORE_FORMATS } from './score-formats.js';
import { mutateScore } from './score-mutations.js';

/** The score in an archive damaged and packed again, or the archive itself damaged. */
export function mutateMxl(files: readonly Uint8Array[], random: Random): Uint8Array {
  const archive = pick(files, random);
  if (random.chance(0.8)) {
    const entries = unzipSync(archive);
    const name = Object.keys(entries).find((each) => /^(?!META-INF).*\.(?:xml|musicxml)$/.test(each));
    if (name !== undefined)
      return zipSync({ ...entries, [name]: mutateScore(TEXT_SCORE_FORMATS.musicxml, [entries[name]!], random) });
  }
  const bytes = Array.from(archive);
  for (let edits = 1 + random.integer(6); edits > 0; edits--) mutateBytes(bytes, random);
  return Uint8Array.from(bytes);
}
