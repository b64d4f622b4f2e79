// `npm run build`: installs what is missing, then builds every package.
import { ensureBuilt, ensureInstalled } from './workspace.mjs';

ensureInstalled();
ensureBuilt();
