// Samples a second of each mode, on one core, and the memory it takes. Runs on the built package:
//   npm run build
//   node packages/datagen/bench/samples-per-second.mjs [number of samples]
import { generateTrainingBatches } from '@midizero/datagen';

const numSamples = Number(process.argv[2] ?? 2_000_000);
const DISTINCT_FRAMES = 120_000;

/** A distribution of many different frames, each with a handful of successors. */
function manyFrames(length) {
  const offsets = Uint32Array.from({ length: length + 1 }, (_, i) => i * 3);
  const pitches = new Uint8Array(length * 3);
  for (let i = 0; i < length; i++) pitches.set([21 + (i % 29), 50 + (Math.floor(i / 29) % 29), 79 + (i % 30)], i * 3);
  const fanOut = 5;
  return {
    length,
    offsets,
    pitches,
    counts: Float64Array.from({ length }, (_, i) => 1 + 100_000 / (i + 1)),
    successorOffsets: Uint32Array.from({ length: length + 1 }, (_, i) => i * fanOut),
    successors: Uint32Array.from({ length: length * fanOut }, (_, i) => (i * 7919) % length),
    successorCounts: Float64Array.from({ length: length * fanOut }, (_, i) => fanOut - (i % fanOut)),
  };
}

function piece(length) {
  const offsets = Uint32Array.from({ length: length + 1 }, (_, i) => i * 3);
  const pitches = Uint8Array.from({ length: length * 3 }, (_, i) => 40 + (i % 3) * 12 + (i % 7));
  return { length, startSeconds: Float64Array.from({ length }, (_, i) => i / 5), offsets, pitches, excluded: {} };
}

const modes = {
  C: { mode: 'C' },
  P: { mode: 'P' },
  'P, without replacement': { mode: 'P', withReplacement: false },
  'P, with durations': { mode: 'P', pitchOnly: false },
  [`S, ${DISTINCT_FRAMES} different frames`]: { mode: 'S', distribution: manyFrames(DISTINCT_FRAMES) },
  R: { mode: 'R', pieces: [piece(5000), piece(800)] },
  singing: { mode: 'singing' },
  mixture: { mode: 'mixture', parts: [{ options: { mode: 'C' } }, { options: { mode: 'P' } }] },
};

for (const [name, options] of Object.entries(modes)) {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  let notes = 0;
  let samples = 0;
  for await (const batch of generateTrainingBatches({ ...options, numSamples })) {
    samples += batch.length;
    notes += batch.pitches.length;
  }
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(cpuStart);
  const rate = (time) => Math.round(samples / time).toLocaleString('en');
  console.log(
    `${name}: ${rate(seconds)} samples/s, ${rate((cpu.user + cpu.system) / 1e6)} for each second of processor time ` +
      `(${samples} samples, ${(notes / samples).toFixed(1)} notes each)`,
  );
}
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
