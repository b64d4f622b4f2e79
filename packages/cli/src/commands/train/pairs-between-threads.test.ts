import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { generateTrainingPairs, type PairBatch, type TrainingPairsOptions } from '@midizero/datagen';
import { expect, onTestFinished, test } from 'vitest';
import { BATCHES_AHEAD } from './pair-messages.js';
import { receivePairs } from './receive-pairs.js';
import { servePairs } from './serve-pairs.js';

const options: TrainingPairsOptions = { source: { mode: 'P' }, batchSize: 4, seed: 11, batchCount: 10 };

function channel(): { maker: MessagePort; trainer: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  return { maker: port1, trainer: port2 };
}

test('batches arrive as they are made, in their order', async () => {
  const { maker, trainer } = channel();
  const serving = servePairs(maker, options);
  const received: PairBatch[] = [];
  for await (const batch of receivePairs(trainer)) {
    received.push(batch);
    if (received.length === 10) break;
  }
  await serving;
  const made: PairBatch[] = [];
  for await (const batch of generateTrainingPairs(options)) made.push(batch);
  expect(received).toEqual(made);
});

test('only a few batches are made ahead of a slow trainer', async () => {
  const { maker, trainer } = channel();
  let sent = 0;
  const counting = {
    on: maker.on.bind(maker),
    postMessage: () => {
      sent += 1;
    },
  };
  const serving = servePairs(counting, options);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent).toBe(BATCHES_AHEAD);
  for (let taken = 0; taken < 10; taken++) trainer.postMessage({ kind: 'taken' });
  await serving;
  expect(sent).toBe(10);
});

test('options that cannot work reach the trainer as an error', async () => {
  const { maker, trainer } = channel();
  const serving = servePairs(maker, { ...options, batchSize: 0 });
  await expect(receivePairs(trainer).next()).rejects.toThrowError(/making pairs failed: batchSize/);
  await serving;
});
