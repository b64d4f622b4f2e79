// A process of its own that changes a store, commit after commit, until it is killed. It goes on where another was killed
// and writes a line for each commit that it has made. Arguments: the kind of store, and where it is.
import { writeSync } from 'node:fs';
import { encodeSeed, killSettings } from './encode-seed.js';
import { openStore } from './open-store.js';
import { COMMITS_PER_COMPACTION, COUNTER, changesOf } from './plan.js';

const [kind, path] = process.argv.slice(2);
const store = await openStore(kind!, path!, killSettings);
const writer = await store.openWriter();
writeSync(1, 'ready\n');
for (let commit = 1 + Number(writer.pieces.get(COUNTER) ?? 0); ; commit++) {
  const before = new Map([...writer.pieces].map(([id, stamp]) => [id, Number(stamp)]));
  for (const { id, seed } of changesOf(commit, before)) {
    if (seed === undefined) await writer.remove(id);
    else await writer.replace(await encodeSeed(id, seed));
  }
  await writer.commit();
  writeSync(1, `${commit}\n`);
  if (commit % COMMITS_PER_COMPACTION === 0) await writer.compact();
}
