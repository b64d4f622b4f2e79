// Runs in a thread of its own: answers each message with what it asks for, in order.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { generateTrainingPairs } from '../pairs/generate-training-pairs.js';
import { createBlockMaker } from '../samples/generate-training-data.js';
import type { BlocksReply, BlocksRequest, PairReply, WorkerTask } from './worker-messages.js';

function serve(port: MessagePort, task: WorkerTask): void {
  if (task.kind === 'samples') {
    const maker = createBlockMaker(task.options);
    port.on('message', ({ first, end }: BlocksRequest) => {
      const { offsets, pitches, durationSeconds } = maker.makeBlocks(first, end);
      const reply: BlocksReply = { offsets, pitches, durationSeconds };
      const columns = durationSeconds ? [offsets, pitches, durationSeconds] : [offsets, pitches];
      port.postMessage(
        reply,
        columns.map(({ buffer }) => buffer as ArrayBuffer),
      );
    });
    return;
  }
  const batches = generateTrainingPairs(task.options);
  port.on('message', () => {
    // An async generator answers overlapping calls in order.
    void batches.next().then(({ value }) => {
      const reply: PairReply = value ?? undefined;
      const columns = reply ? [reply.anchors, reply.positives, reply.similarity] : [];
      port.postMessage(
        reply,
        columns.map(({ buffer }) => buffer as ArrayBuffer),
      );
    });
  });
}

if (parentPort) serve(parentPort, workerData as WorkerTask);
