import { recogniseAudio } from '@midizero/audio';
import { decodeRecording } from '@midizero/audio/web';
import type { RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { EngineClient } from '../engine/connect-engine.js';

export function isRecording(bytes: Uint8Array): boolean {
  return recogniseAudio(bytes) !== undefined;
}

/**
 * Notes of a recording: decoded here, since workers cannot, and transcribed in the engine's worker.
 * @throws AudioFormatError if this browser cannot decode it
 */
export async function transcribeRecording(
  bytes: Uint8Array,
  engine: EngineClient,
  options: RunOptions,
): Promise<NoteTable> {
  const recording = await decodeRecording(bytes);
  const samples = new Float32Array(Math.round(recording.durationSeconds * recording.sampleRateHz));
  let at = 0;
  for (const block of recording.blocks()) {
    samples.set(block, at);
    at += block.length;
  }
  return engine.call('transcribe', [samples, recording.sampleRateHz], { ...options, transfer: [samples.buffer] });
}
