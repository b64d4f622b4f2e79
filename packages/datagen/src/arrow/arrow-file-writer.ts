import { AsyncByteQueue, type RecordBatch, RecordBatchFileWriter } from 'apache-arrow';

/** Collects what the Arrow writer writes, to be taken away at once: nothing waits in memory for a slow reader. */
class ChunkSink extends AsyncByteQueue<Uint8Array> {
  #chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    if (chunk.byteLength > 0) this.#chunks.push(chunk);
  }

  take(): Uint8Array[] {
    const taken = this.#chunks;
    this.#chunks = [];
    return taken;
  }
}

/** Makes an Arrow IPC file one record batch at a time. Batches must have one schema; there must be one at least. */
export class ArrowFileWriter {
  readonly #sink: ChunkSink = new ChunkSink();
  readonly #writer: RecordBatchFileWriter = new RecordBatchFileWriter();

  constructor() {
    this.#writer.reset(this.#sink);
  }

  /** Bytes of one more record batch, in pieces; views of the batch's columns. */
  write(batch: RecordBatch): Uint8Array[] {
    this.#writer.write(batch);
    return this.#sink.take();
  }

  /** The last bytes of the file. */
  finish(): Uint8Array[] {
    this.#writer.close();
    return this.#sink.take();
  }
}
