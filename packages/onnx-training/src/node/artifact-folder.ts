import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileSafely } from '@midizero/core/node';
import { artifactFiles, readArtifacts } from '../artifacts/artifact-files.js';
import type { TrainingArtifacts } from '../artifacts/create-artifacts.js';

/** Writes training artifacts into a folder, which is made if need be; the manifest comes last. */
export async function writeTrainingArtifacts(folder: string, artifacts: TrainingArtifacts): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of artifactFiles(artifacts)) await writeFileSafely(join(folder, name), bytes);
}

/** @throws TrainingArtifactsError if they are of another version, damaged, or from different sets */
export async function readTrainingArtifacts(folder: string): Promise<TrainingArtifacts> {
  return readArtifacts((name) => readFile(join(folder, name)));
}
