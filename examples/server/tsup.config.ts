import { libraryBuild } from '../../scripts/tsup-library.ts';

export default libraryBuild(['src/main.ts', 'src/search-worker.ts']);
