// Lists the built-in pieces of a composer.
import { libraryPieces } from '@midizero/library';

for (const { title, composer, durationSeconds, notes } of libraryPieces()) {
  if (composer.includes('Bach')) console.log(`${title}: ${notes.length} notes, ${durationSeconds.toFixed(0)} s`);
}
