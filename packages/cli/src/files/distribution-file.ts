import type { FrameDistribution } from '@midizero/datagen';
import { loadFrameDistribution } from '@midizero/datagen/node';
import { inFile } from './in-file.js';

/** Reads what `midizero distribution` writes. @throws UnusableFileError if there is none, or it is something else */
export function readDistributionFile(path: string): Promise<FrameDistribution> {
  return inFile(path, () => loadFrameDistribution(path));
}
