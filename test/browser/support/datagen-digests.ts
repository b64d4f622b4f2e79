import { encodeTrainingData } from '../../../packages/datagen/src/arrow.js';
import {
  extractFrameDistribution,
  type GenerateOptions,
  generateTrainingData,
  generateTrainingPairs,
  type TrainingPairsOptions,
} from '../../../packages/datagen/src/index.js';
import { libraryPieces } from '../../../packages/library/src/index.js';
import { groupFrames } from '../../../packages/pitch-matrix/src/index.js';

type Columns = AsyncIterable<ArrayBufferView>;

const pieces = libraryPieces().map(({ notes }) => notes);

async function* samples(options: GenerateOptions): Columns {
  const { offsets, pitches, durationSeconds } = await generateTrainingData({ ...options, numSamples: 6000, seed: 2 });
  yield* [offsets, pitches];
  if (durationSeconds) yield durationSeconds;
}

async function* pairs(options: TrainingPairsOptions): Columns {
  for await (const batch of generateTrainingPairs({ ...options, seed: 3, batchSize: 64, batchCount: 8 })) {
    yield* [batch.anchors, batch.positives, batch.similarity];
  }
}

async function* walk(): Columns {
  yield* samples({
    mode: 'S',
    distribution: await extractFrameDistribution(pieces.map((notes) => groupFrames(notes))),
  });
}

async function* arrowFile(): Columns {
  const data = await generateTrainingData({ mode: 'P', numSamples: 1000, pitchOnly: false });
  yield* encodeTrainingData(data.windowFrames, [data]);
}

/** What is made from a seed, by name. Runs in Node and in a page alike. */
const runs: Readonly<Record<string, () => Columns>> = {
  'mode C, with durations': () => samples({ mode: 'C', pitchOnly: false }),
  'mode P': () => samples({ mode: 'P' }),
  'mode P, without replacement': () => samples({ mode: 'P', withReplacement: false }),
  'mode S': walk,
  'mode R, with durations': () => samples({ mode: 'R', pieces, pitchOnly: false }),
  'mode singing': () => samples({ mode: 'singing' }),
  'an Arrow file': arrowFile,
  'pairs of mode P, augmented': () => pairs({ source: { mode: 'P' } }),
  'pairs of texture, damaged': () => pairs({ source: { mode: 'texture' }, damage: 'realistic' }),
  'pairs of real notes, damaged and transposed': () =>
    pairs({ source: { mode: 'notes', pieces }, damage: { transposeSemitonesMax: 6 } }),
};

export const datagenRuns: readonly string[] = Object.keys(runs);

/** SHA-256 of all bytes of a run, as hexadecimal digits. @param run one of {@link datagenRuns} */
export async function datagenDigest(run: string): Promise<string> {
  const chunks: ArrayBufferView[] = [];
  for await (const column of runs[run]!()) chunks.push(column);
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of chunks) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
