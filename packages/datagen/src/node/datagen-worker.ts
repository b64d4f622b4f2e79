// Runs in a thread of its own: answers each message with what it asks for, in order.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { BatchMemory, columnsOf } from '../pairs/batch-memory.js';
import { makeBatches } from '../pairs/generate-training-pairs.js';
import { createBlockMaker } from '../samples/generate-training-data.js';
import { letOthersGoFirst } from './thread-priority.js';
import type { BlocksReply, BlocksRequest, PairReply, PairRequest, WorkerTask } from './worker-messages.js';

function serve(port: MessagePort, task: WorkerTask): void {
  if (task.kind === 'samples') {
    const maker = createBlockMaker(task.options);
    port.on('message', ({ first, end }: BlocksRequest) => {
      const { offsets, pitches, durationSeconds } = maker.makeBlocks(first, end);
      const reply: BlocksReply = { offsets, pitches, durationSeconds };
      post(port, reply, durationSeconds ? [offsets, pitches, durationSeconds] : [offsets, pitches]);
    });
    return;
  }
  letOthersGoFirst();
  const memory = new BatchMemory();
  const batches = makeBatches(task.options, memory.take);
  port.on('message', (columns: PairRequest) => {
    memory.giveBack(columns);
    // An async generator answers overlapping calls in order.
    void batches.next().then(({ value }) => {
      const reply: PairReply = value ?? undefined;
      post(port, reply, reply ? columnsOf(reply) : []);
    });
  });
}

/** Sends a reply and gives its arrays away. */
function post(port: MessagePort, reply: BlocksReply | PairReply, columns: readonly ArrayBufferView[]): void {
  port.postMessage(
    reply,
    columns.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

if (parentPort) serve(parentPort, workerData as WorkerTask);
