import { readFile } from 'node:fs/promises';
import { createRandom } from '@midizero/core';
import { excerptNotes, parseMidi } from '@midizero/midi';
import { listMusicFiles } from '@midizero/retrieval/node';

/** Notes that an excerpt has at least. */
const FEWEST_NOTES = 10;
/** Excerpts drawn in vain, one after the other, before the files are taken for too sparse. */
const MOST_TRIES = 1000;

/** Excerpts of the MIDI files in some folders: the same seed draws the same ones. */
export async function drawExcerpts(folders, { count, seconds, seed }) {
  const random = createRandom(seed);
  const files = [];
  for (const folder of folders) files.push(...(await listMusicFiles(folder)));
  if (files.length === 0) throw new Error(`no music files in ${folders.join(', ') || 'no folders: name some'}`);
  const drawn = [];
  for (let tries = 0; drawn.length < count; tries++) {
    if (tries === MOST_TRIES) {
      throw new Error(
        `no excerpt of ${seconds} s with ${FEWEST_NOTES} notes in ${MOST_TRIES} tries: give longer --seconds`,
      );
    }
    const notes = parseMidi(await readFile(files[random.integer(files.length)]));
    const start = random.uniform() * Math.max(0, (notes.startSeconds.at(-1) ?? 0) - seconds);
    const excerpt = excerptNotes(notes, start, start + seconds);
    if (excerpt.length < FEWEST_NOTES) continue;
    drawn.push(excerpt);
    tries = 0;
  }
  return drawn;
}

/** The value below which a share of the numbers lies. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
