import { datagenDigest } from '../support/datagen-digests.js';

/** What `datagen.test.ts` calls in the page. */
export interface DatagenPage {
  readonly digest: typeof datagenDigest;
}

const datagenPage: DatagenPage = { digest: datagenDigest };

Object.assign(globalThis, { datagenPage });
