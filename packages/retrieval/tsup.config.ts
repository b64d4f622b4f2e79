import { libraryBuild } from '../../scripts/tsup-library.ts';

export default libraryBuild([
  'src/index.ts',
  'src/node.ts',
  'src/node/indexing/worker.ts',
  'src/web.ts',
  'src/evaluation.ts',
  'src/approximate.ts',
  'src/lmdb.ts',
]);
