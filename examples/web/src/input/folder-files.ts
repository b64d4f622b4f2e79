import { type RunOptions, throwIfAborted } from '@midizero/core';
import { writeMidi } from '@midizero/midi';
import type { EngineClient } from '../engine/connect-engine.js';
import type { SourceFile } from '../engine/protocol.js';
import { errorWords } from '../text.js';
import { isRecording, transcribeRecording } from './recordings.js';

/** Enough of a file to tell whether it is a recording. */
const HEAD_BYTES = 4096;

/** Files of a folder under the paths that they have in it; of recordings, what was transcribed, as MIDI. */
export async function folderFiles(
  files: readonly File[],
  engine: EngineClient,
  options: RunOptions,
): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const file of files) {
    throwIfAborted(options.signal);
    sources.push(await sourceOf(file, engine, options));
  }
  return sources;
}

async function sourceOf(file: File, engine: EngineClient, options: RunOptions): Promise<SourceFile> {
  const path = file.webkitRelativePath || file.name;
  if (!isRecording(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))) return { path, content: file };
  try {
    const notes = await transcribeRecording(new Uint8Array(await file.arrayBuffer()), engine, options);
    return { path, content: new Blob([writeMidi(notes) as Uint8Array<ArrayBuffer>]), isTranscribed: true };
  } catch (error) {
    throwIfAborted(options.signal);
    return { path, content: file, problem: errorWords(error) };
  }
}
