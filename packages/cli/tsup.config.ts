import { libraryBuild } from '../../scripts/tsup-library.ts';

// The worker lies beside the code that starts it.
export default libraryBuild([], {
  entry: { index: 'src/index.ts', 'pair-worker': 'src/commands/train/pair-worker.ts' },
});
