/** The bytes of a body as they come, handed out in the lengths that are wanted. */
export class ByteStream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #position: number;

  /** @param position where in the file the body begins */
  constructor(body: ReadableStream<Uint8Array>, position: number) {
    this.#reader = body.getReader();
    this.#position = position;
  }

  /** Where in the file the next byte lies. */
  get position(): number {
    return this.#position;
  }

  /** Fills `target` from `from` on. @returns how much of it is filled: less than its length at the body's end */
  async fill(target: Uint8Array, from = 0): Promise<number> {
    let filled = from;
    while (filled < target.length) {
      if (this.#chunk.length === 0) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        this.#chunk = value;
        continue;
      }
      const part = this.#chunk.subarray(0, target.length - filled);
      target.set(part, filled);
      filled += part.length;
      this.#position += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    return filled;
  }

  /** Ends the download. Not to be awaited: the cancelling of a body whose fetch was aborted may never settle. */
  cancel(): void {
    this.#reader.cancel().catch(() => undefined);
  }
}
