import { throwIfAborted } from '@midizero/core';
import type { OnnxRuntime, OnnxSession, Tensor } from '@midizero/onnx';
import type { GroupBlock } from './exact-selection.js';
import { GROUP_ROWS, type OutlineColumns } from './outline-columns.js';
import { createOutlineModel, modelNames } from './outline-models.js';
import type { OutlineQueries } from './outline-queries.js';

/** Products of one run of the model, at most: as many as a processor's cache holds. */
const MOST_PRODUCTS = 2 * 1024 * 1024;
/** Queries of one run, at most; and those that count as few: every run costs something, however short it is. */
export const MOST_QUERIES_PER_RUN = 128;
const FEW_QUERIES = 16;

/** Outlines of one run. Of the groups from `firstGroup` on, the first `skippedGroups` lie in the block before as well. */
interface LibraryBlock {
  readonly firstGroup: number;
  readonly skippedGroups: number;
  readonly tensor: Tensor;
}

/** A library in blocks of one size, and the model that takes them. */
interface BlockedLibrary {
  readonly session: OnnxSession;
  readonly blocks: readonly LibraryBlock[];
}

/** Products of queries' outlines with those of a library, in short runs of many queries or long runs of few. */
export class OutlineProducts {
  readonly #dimensions: number;
  readonly #runtime: OnnxRuntime;
  readonly #forMany: BlockedLibrary;
  readonly #forFew: BlockedLibrary;

  static async open(outlines: OutlineColumns, runtime: OnnxRuntime): Promise<OutlineProducts> {
    const forMany = await openBlocks(outlines, runtime, MOST_PRODUCTS / MOST_QUERIES_PER_RUN);
    const forFew = await openBlocks(outlines, runtime, MOST_PRODUCTS / FEW_QUERIES);
    return new OutlineProducts(outlines.dimensions, runtime, forMany, forFew);
  }

  private constructor(dimensions: number, runtime: OnnxRuntime, forMany: BlockedLibrary, forFew: BlockedLibrary) {
    this.#dimensions = dimensions;
    this.#runtime = runtime;
    this.#forMany = forMany;
    this.#forFew = forFew;
  }

  /** @param queries at most {@link MOST_QUERIES_PER_RUN} */
  async groupMaxima({ bytes, units }: OutlineQueries, signal: AbortSignal | undefined): Promise<GroupBlock[]> {
    const { session, blocks } = units.length <= FEW_QUERIES ? this.#forFew : this.#forMany;
    const queries = this.#runtime.createTensor('int8', bytes, [this.#dimensions, units.length]);
    const maxima: GroupBlock[] = [];
    for (const { firstGroup, skippedGroups, tensor } of blocks) {
      throwIfAborted(signal);
      const results = await session.run({ [modelNames.queries]: queries, [modelNames.library]: tensor });
      const groupMaxima = results[modelNames.groupMaxima]!.data as Int32Array;
      maxima.push({ firstGroup, skippedGroups, groupMaxima });
    }
    return maxima;
  }

  async release(): Promise<void> {
    await this.#forMany.session.release();
    await this.#forFew.session.release();
  }
}

/** @param mostRows windows of a block, at most; a multiple of {@link GROUP_ROWS} */
async function openBlocks(
  { dimensions, bytes, offAxes }: OutlineColumns,
  runtime: OnnxRuntime,
  mostRows: number,
): Promise<BlockedLibrary> {
  const groups = offAxes.length;
  // Blocks of one length, which overlap by less than a group each.
  const blockGroups = Math.ceil(groups / Math.ceil((groups * GROUP_ROWS) / mostRows));
  const blockRows = blockGroups * GROUP_ROWS;
  const model = createOutlineModel(dimensions, blockRows, GROUP_ROWS);
  const session = await runtime.createSession(model, { name: 'window-outlines' });
  const blocks: LibraryBlock[] = [];
  for (let group = 0; group < groups; group += blockGroups) {
    // The last block begins early enough to be as long as the others.
    const firstGroup = Math.min(group, groups - blockGroups);
    const start = firstGroup * GROUP_ROWS * dimensions;
    const tensor = runtime.createTensor('uint8', bytes.subarray(start, start + blockRows * dimensions), [
      blockRows,
      dimensions,
    ]);
    blocks.push({ firstGroup, skippedGroups: group - firstGroup, tensor });
  }
  return { session, blocks };
}
