/** The k best of a stream of scored rows: a heap with the worst of them on top. Of equal scores the lower row wins. */
export class TopHits {
  readonly #capacity: number;
  readonly #rows: Uint32Array;
  readonly #scores: Float32Array;
  #size = 0;

  /** @param capacity k, 1 or more */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#rows = new Uint32Array(capacity);
    this.#scores = new Float32Array(capacity);
  }

  /** Scores below this change nothing; -Infinity while there is room. */
  get threshold(): number {
    return this.#size < this.#capacity ? Number.NEGATIVE_INFINITY : this.#scores[0]!;
  }

  offer(row: number, score: number): void {
    if (this.#size < this.#capacity) {
      this.#rise(this.#size++, row, score);
    } else if (score > this.#scores[0]! || (score === this.#scores[0]! && row < this.#rows[0]!)) {
      this.#sink(row, score);
    }
  }

  /** Writes the hits, best first, to `rows` and `scores` from `offset` on, and forgets them. @returns how many */
  drain(rows: Uint32Array, scores: Float32Array, offset: number): number {
    const count = this.#size;
    while (this.#size > 0) {
      const at = offset + --this.#size;
      rows[at] = this.#rows[0]!;
      scores[at] = this.#scores[0]!;
      if (this.#size > 0) this.#sink(this.#rows[this.#size]!, this.#scores[this.#size]!);
    }
    return count;
  }

  #isWorse(row: number, score: number, at: number): boolean {
    return score < this.#scores[at]! || (score === this.#scores[at]! && row > this.#rows[at]!);
  }

  #rise(from: number, row: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(row, score, parent)) break;
      this.#put(at, this.#rows[parent]!, this.#scores[parent]!);
      at = parent;
    }
    this.#put(at, row, score);
  }

  #sink(row: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isWorse(this.#rows[child + 1]!, this.#scores[child + 1]!, child)) child++;
      if (this.#isWorse(row, score, child)) break;
      this.#put(at, this.#rows[child]!, this.#scores[child]!);
      at = child;
    }
    this.#put(at, row, score);
  }

  #put(at: number, row: number, score: number): void {
    this.#rows[at] = row;
    this.#scores[at] = score;
  }
}
