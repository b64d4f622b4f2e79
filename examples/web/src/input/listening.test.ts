import { createNoteTable, type NoteTable } from '@midizero/midi';
import { beforeEach, expect, test, vi } from 'vitest';
import type { EngineClient } from '../engine/connect-engine.js';
import { Listening } from './listening.js';
import { openMicrophone } from './microphone.js';

vi.mock('./microphone.js', () => ({ openMicrophone: vi.fn() }));

/** Notes a second apart. */
function notesInARow(count: number): NoteTable {
  return createNoteTable(
    Array.from({ length: count }, (_, i) => ({ startSeconds: i, endSeconds: i + 0.5, pitch: 60 + (i % 12) })),
  );
}

let sound: () => Promise<void>;
let heardCount: number;

beforeEach(() => {
  heardCount = 0;
  vi.mocked(openMicrophone).mockImplementation(async (onSamples) => {
    sound = async () => {
      onSamples(new Float32Array(4));
      await new Promise((resolve) => setTimeout(resolve));
    };
    return { sampleRateHz: 48_000, close: () => undefined };
  });
});

/** An engine that has heard `heardCount` notes. */
const engine = {
  call: async (method: string) => (method === 'hearSound' ? notesInARow(heardCount) : undefined),
} as unknown as EngineClient;

test('asks when notes have come, and not again for the same ones', async () => {
  const lengths: number[] = [];
  const listening = new Listening(engine, { onNotes: ({ length }) => lengths.push(length), onError: () => undefined });
  await listening.start();
  for (const count of [0, 3, 3, 3, 5, 5]) {
    heardCount = count;
    await sound();
  }
  expect(lengths).toEqual([3, 5]);
});

test('an engine that lets go of the sound is an error while it is listened to, and none afterwards', async () => {
  const errors: unknown[] = [];
  const failing = {
    call: async (method: string) => {
      if (method === 'hearSound') throw new Error('nobody is listening');
    },
  } as unknown as EngineClient;
  const listening = new Listening(failing, {
    onNotes: () => undefined,
    onError: (error) => {
      errors.push(error);
    },
  });
  await listening.start();
  await sound();
  expect(errors).toHaveLength(1);
  expect(listening.isOn).toBe(false);
  await listening.start();
  const heard = sound();
  listening.stop();
  await heard;
  expect(errors).toHaveLength(1);
});

test('asks with the last twenty seconds alone', async () => {
  const tables: NoteTable[] = [];
  const listening = new Listening(engine, { onNotes: (notes) => tables.push(notes), onError: () => undefined });
  await listening.start();
  heardCount = 60;
  await sound();
  expect(tables[0]!.startSeconds[0]).toBeGreaterThanOrEqual(39);
  expect(tables[0]!.length).toBe(20);
});
