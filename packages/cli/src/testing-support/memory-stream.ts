import { Writable } from 'node:stream';

/** A stream that remembers what was written to it. */
export class MemoryStream extends Writable {
  readonly isTTY: boolean;
  #text = '';

  constructor({ isTTY = false }: { isTTY?: boolean } = {}) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  get text(): string {
    return this.#text;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#text += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    done();
  }
}
