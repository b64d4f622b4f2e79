/** Fingerprints that begin at a larger share of the frames say too little for what they cost, unless they are so few. */
const LARGEST_SHARE_OF_FRAMES = 1e-4;
const POSTINGS_ALWAYS_USED = 128;

/** Most postings of a fingerprint that is used in looking a query up, in an index of so many frames. */
export function mostUsedPostings(frameCount: number): number {
  return Math.floor(Math.max(POSTINGS_ALWAYS_USED, LARGEST_SHARE_OF_FRAMES * frameCount));
}
