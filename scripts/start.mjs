// `npm start`: from a fresh clone to the main job. Installs, builds, then searches the built-in library.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, run } from './workspace.mjs';

ensureInstalled();
ensureBuilt();
process.exit(
  run(process.execPath, [join(root, 'examples', 'find-excerpts', 'dist', 'main.js'), ...process.argv.slice(2)]),
);
