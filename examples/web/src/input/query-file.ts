import type { Progress } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { EngineClient } from '../engine/connect-engine.js';
import { isRecording, transcribeRecording } from './recordings.js';

/**
 * Notes of a MIDI file, score or recording that someone asks with.
 * @throws Error in words about what is no music that can be read here
 */
export async function readQueryFile(
  file: File,
  engine: EngineClient,
  onProgress: (progress: Progress) => void,
): Promise<NoteTable> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isRecording(bytes)) return transcribeRecording(bytes, engine, { onProgress });
  return engine.call('readFile', [bytes, file.name], { onProgress, transfer: [bytes.buffer] });
}
