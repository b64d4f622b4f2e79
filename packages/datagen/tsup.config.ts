import { libraryBuild } from '../../scripts/tsup-library.ts';

export default libraryBuild(['src/index.ts', 'src/arrow.ts', 'src/node.ts', 'src/node/datagen-worker.ts']);
