/** As many seeds as most queries of some seconds have. */
const FIRST_CAPACITY = 8192;

/**
 * Places where a query and a reading agree, of whatever kind, before they are sorted: columns that grow. A place is a
 * frame of the query, in one of its variants (transpositions), and a frame of a reading.
 */
export class Seeds {
  length = 0;
  #groups = new Uint32Array(FIRST_CAPACITY);
  #queryFrames = new Uint32Array(FIRST_CAPACITY);
  #pieceFrames = new Uint32Array(FIRST_CAPACITY);
  #weights = new Float32Array(FIRST_CAPACITY);

  /** `reading * variantCount + variant` of each seed. */
  get groups(): Uint32Array {
    return this.#groups.subarray(0, this.length);
  }

  get queryFrames(): Uint32Array {
    return this.#queryFrames.subarray(0, this.length);
  }

  /** Counted within the reading. */
  get pieceFrames(): Uint32Array {
    return this.#pieceFrames.subarray(0, this.length);
  }

  /** Evidence of each seed, above 0. */
  get weights(): Float32Array {
    return this.#weights.subarray(0, this.length);
  }

  add(group: number, queryFrame: number, pieceFrame: number, weight: number): void {
    if (this.length === this.#groups.length) this.#grow();
    const at = this.length++;
    this.#groups[at] = group;
    this.#queryFrames[at] = queryFrame;
    this.#pieceFrames[at] = pieceFrame;
    this.#weights[at] = weight;
  }

  /** Forgets the seeds that were added last: `length` of them are left. */
  truncate(length: number): void {
    this.length = Math.min(length, this.length);
  }

  #grow(): void {
    const capacity = 2 * this.#groups.length;
    const grown = <T extends Uint32Array | Float32Array>(column: T, target: T): T => {
      target.set(column);
      return target;
    };
    this.#groups = grown(this.#groups, new Uint32Array(capacity));
    this.#queryFrames = grown(this.#queryFrames, new Uint32Array(capacity));
    this.#pieceFrames = grown(this.#pieceFrames, new Uint32Array(capacity));
    this.#weights = grown(this.#weights, new Float32Array(capacity));
  }
}
