import { modelUrl } from '@midizero/basic-pitch';
import type { Progress } from '@midizero/core';
import { loadEncoder } from '@midizero/encoder/node';
import { findLibraryPiece, libraryPieces } from '@midizero/library';
import { excerptNotes, type NoteTable } from '@midizero/midi';
import { createGraph, type OnnxRuntime, toOnnxBytes } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { modelFolder } from '@midizero/pitch-resnet';
import { buildIndex, openSearcher } from '@midizero/retrieval';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTranscriber } from './node/load-transcriber.js';
import { createRecording } from './recording/recording.js';
import { synthesise } from './testing-support/synthesise.js';
import { createTranscriber, type Transcriber } from './transcriber.js';

let runtime: OnnxRuntime;
let transcriber: Transcriber;

beforeAll(async () => {
  runtime = await createNodeRuntime();
  transcriber = await loadTranscriber(modelUrl, { runtime });
});
afterAll(() => transcriber.release());

/** Share of the notes of both tables that have one in the other of their pitch, within 50 ms: their F1. */
function agreement(actual: NoteTable, expected: NoteTable, offsetSeconds = 0): number {
  const taken = new Set<number>();
  for (let row = 0; row < actual.length; row++) {
    const match = expected.pitch.findIndex(
      (pitch, other) =>
        !taken.has(other) &&
        pitch === actual.pitch[row] &&
        Math.abs(expected.startSeconds[other]! - offsetSeconds - actual.startSeconds[row]!) <= 0.05,
    );
    if (match >= 0) taken.add(match);
  }
  return (2 * taken.size) / (actual.length + expected.length);
}

test('twelve seconds of a piece are transcribed, and found among all pieces', async () => {
  const { notes } = findLibraryPiece('bach-invention-1')!;
  const passage = excerptNotes(notes, 6, 18);
  const sound = synthesise(passage, { sampleRateHz: 44_100 }).subarray(6 * 44_100);
  const heard = await transcriber.transcribe(createRecording([sound], 44_100));
  expect(agreement(heard, passage, 6)).toBeGreaterThan(0.8);

  const encoder = await loadEncoder(modelFolder, { runtime });
  const searcher = await openSearcher(await buildIndex(libraryPieces(), { encoder }), { encoder, runtime });
  const { matches } = await searcher.search(heard);
  expect(matches[0]!.pieceId).toBe('bach-invention-1');
  expect(Math.abs(matches[0]!.startSeconds - 6)).toBeLessThan(2);
  await searcher.close();
  await encoder.release();
});

const melody = excerptNotes(findLibraryPiece('bach-invention-1')!.notes, 0, 4);
const melodySound = synthesise(melody);

async function streamed(chunkSamples: number, updateSeconds: number): Promise<NoteTable> {
  const stream = transcriber.openStream({ sampleRateHz: 22_050, updateSeconds });
  let seconds = 0;
  for (let start = 0; start < melodySound.length; start += chunkSamples) {
    await stream.push(melodySound.subarray(start, start + chunkSamples));
    expect(stream.seconds).toBeGreaterThanOrEqual(seconds);
    seconds = stream.seconds;
    expect(stream.notes().endSeconds.every((end) => end <= seconds)).toBe(true);
  }
  const received = melodySound.length / 22_050;
  expect(received - seconds, 'seconds behind').toBeLessThan(updateSeconds + 0.3);
  return stream.finish();
}

test('a stream gives what the whole recording gives, and nearly so where it answers sooner', async () => {
  const whole = await transcriber.transcribe(createRecording([melodySound], 22_050));
  expect(agreement(whole, melody)).toBeGreaterThan(0.8);
  expect(await streamed(6000, 1.65)).toEqual(whole);
  expect(agreement(await streamed(20_000, 0.5), whole)).toBeGreaterThan(0.9);
});

test('a voice sings one note at a time', async () => {
  const notes = await transcriber.transcribe(createRecording([melodySound], 22_050), { instrument: 'voice' });
  expect(notes.length).toBeGreaterThan(10);
  for (let row = 1; row < notes.length; row++) {
    expect(notes.startSeconds[row]).toBeGreaterThanOrEqual(notes.endSeconds[row - 1]!);
  }
});

test('what a preset says can be changed', async () => {
  const high = await transcriber.transcribe(createRecording([melodySound], 22_050), { decoding: { lowestPitch: 72 } });
  expect(high.length).toBeGreaterThan(0);
  expect(Math.min(...high.pitch)).toBeGreaterThanOrEqual(72);
});

test('progress counts the seconds up to the end', async () => {
  const events: Progress[] = [];
  const recording = createRecording([melodySound], 22_050);
  await transcriber.transcribe(recording, { onProgress: (event) => events.push(event) });
  const completed = events.map((event) => event.completed);
  expect(events.length).toBeGreaterThan(1);
  expect(completed).toEqual(completed.toSorted((a, b) => a - b));
  expect(events.at(-1)).toEqual({
    stage: 'transcribe',
    completed: recording.durationSeconds,
    total: recording.durationSeconds,
    unit: 'seconds',
  });
});

test('an abort ends it with the reason given', async () => {
  const reason = new Error('enough');
  const recording = createRecording([melodySound], 22_050);
  await expect(transcriber.transcribe(recording, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const options = { signal: controller.signal, onProgress: () => controller.abort(reason) };
  await expect(transcriber.transcribe(recording, options)).rejects.toBe(reason);
});

test('no samples, and no sound', async () => {
  await expect(transcriber.transcribe(createRecording([new Float32Array(0)], 44_100))).rejects.toMatchObject({
    code: 'AUDIO_NOTHING_TO_HEAR',
    reason: 'empty',
  });
  const hiss = Float32Array.from({ length: 44_100 }, (_, index) => (index % 2 === 0 ? 1e-5 : -1e-5));
  await expect(transcriber.transcribe(createRecording([hiss], 44_100))).rejects.toMatchObject({ reason: 'silent' });
});

test('a recording of a few samples has no notes', async () => {
  const click = createRecording([Float32Array.of(0.5, -0.5, 0.5)], 22_050);
  expect((await transcriber.transcribe(click)).length).toBe(0);
});

test('what cannot work is refused', async () => {
  const recording = createRecording([melodySound], 22_050);
  await expect(transcriber.transcribe(recording, { instrument: 'kazoo' as 'piano' })).rejects.toThrow(
    'instrument: expected one of piano, guitar, voice, got "kazoo"',
  );
  expect(() => transcriber.openStream({ sampleRateHz: 44_100, updateSeconds: 2 })).toThrow(/updateSeconds/);
  expect(() => transcriber.openStream({ sampleRateHz: 1 })).toThrow(/sampleRateHz/);
  expect(() => createRecording([], 44_100)).toThrow(/channels: expected at least one/);
  expect(() => createRecording([new Float32Array(1), new Float32Array(2)], 44_100)).toThrow(/channels: expected one/);
});

test('another model is refused, and a missing one named', async () => {
  const g = createGraph({ name: 'other' });
  g.output('y', g.relu(g.input('x', [1])));
  await expect(createTranscriber({ runtime, model: toOnnxBytes(g) })).rejects.toMatchObject({
    code: 'AUDIO_MODEL',
    message: 'the model has no audio, onsets, frames: it is not the one of @midizero/basic-pitch',
  });
  await expect(loadTranscriber('nowhere.onnx', { runtime })).rejects.toThrow(/nowhere\.onnx: cannot be read/);
});
