// How well recordings are transcribed and found: excerpts of real performances, rendered by a synthesiser, transcribed,
// and searched for among all scores.
//
//   npm run build
//   node packages/audio/bench/recordings.mjs [--root ../shared/bench] [--count 40] [--seed 1] [--soundfont FILE]
//     [--instrument piano]
//
// Installs Debian's fluidsynth and TimGM6mb with apt-get where they are missing. The index of the scores is kept in
// runs/recordings and taken up again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRecording, readWav } from '@midizero/audio';
import { loadTranscriber } from '@midizero/audio/node';
import { modelUrl } from '@midizero/basic-pitch';
import { createRandom } from '@midizero/core';
import { loadEncoder } from '@midizero/encoder/node';
import { excerptNotes } from '@midizero/midi';
import { createNodeRuntime } from '@midizero/onnx/node';
import { modelFolder } from '@midizero/pitch-resnet';
import { buildIndex, openSearcher } from '@midizero/retrieval';
import { evaluateSearcher } from '@midizero/retrieval/evaluation';
import {
  openIndexFile,
  queryReader,
  readDatabase,
  readPieceLists,
  readQueries,
  writeIndexFile,
} from '@midizero/retrieval/node';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: join(repository, '..', 'shared', 'bench') },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    soundfont: { type: 'string', default: '/usr/share/sounds/sf2/TimGM6mb.sf2' },
    instrument: { type: 'string', default: 'piano' },
  },
});
const bench = resolve(values.root);
const EXCERPT_SECONDS = 10;
const SAMPLE_RATE_HZ = 44_100;
/** Onsets this close are the same note's, as transcription is commonly judged. */
const ONSET_TOLERANCE_SECONDS = 0.05;

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

function ensureSynthesiser() {
  const found = spawnSync('fluidsynth', ['--version']).status === 0 && existsSync(values.soundfont);
  if (found) return;
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'fluidsynth', 'timgm6mb-soundfont']);
}

/** Excerpts of the length wanted, in an order drawn by the seed. */
async function drawQueries() {
  const all = await readQueries(join(bench, 'asap', 'matching.csv'));
  const queries = all.filter(
    ({ excerpt }) => Math.abs(excerpt.endSeconds - excerpt.startSeconds - EXCERPT_SECONDS) < 0.01,
  );
  const random = createRandom(Number(values.seed));
  for (let last = queries.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [queries[last], queries[other]] = [queries[other], queries[last]];
  }
  return queries.slice(0, Number(values.count));
}

/** The excerpt's sound: the performance is rendered whole, pedals and all, and cut. */
function render(query, folder) {
  const wav = join(folder, 'performance.wav');
  const options = ['-ni', '-q', '-g', '0.6', '-r', String(SAMPLE_RATE_HZ), '-T', 'wav', '-F', wav];
  run('fluidsynth', [...options, values.soundfont, join(bench, query.file)]);
  const { startSeconds, endSeconds } = query.excerpt;
  const [start, end] = [startSeconds, endSeconds].map((seconds) => Math.round(seconds * SAMPLE_RATE_HZ));
  const samples = new Float32Array(end - start);
  let position = 0;
  for (const block of readWav(readFileSync(wav)).blocks()) {
    const part = block.subarray(Math.max(0, start - position), Math.max(0, end - position));
    if (part.length > 0) samples.set(part, Math.max(0, position - start));
    position += block.length;
    if (position >= end) break;
  }
  return createRecording([samples], SAMPLE_RATE_HZ);
}

/** Notes of both that are the same: one pitch, onsets within the tolerance, each used once, the nearest first. */
function notesInCommon(heard, played, playedFromSeconds) {
  const pairs = [];
  for (let i = 0; i < heard.length; i++) {
    for (let j = 0; j < played.length; j++) {
      const distance = Math.abs(heard.startSeconds[i] - (played.startSeconds[j] - playedFromSeconds));
      if (heard.pitch[i] === played.pitch[j] && distance <= ONSET_TOLERANCE_SECONDS) pairs.push({ i, j, distance });
    }
  }
  pairs.sort((a, b) => a.distance - b.distance);
  const [usedHeard, usedPlayed] = [new Set(), new Set()];
  for (const { i, j } of pairs) {
    if (usedHeard.has(i) || usedPlayed.has(j)) continue;
    usedHeard.add(i);
    usedPlayed.add(j);
  }
  return usedHeard.size;
}

async function transcribeAll(queries, transcriber) {
  const folder = mkdtempSync(join(tmpdir(), 'midizero-recordings-'));
  const notes = new Map();
  const sums = { heard: 0, played: 0, common: 0, seconds: 0, wallSeconds: 0, processorSeconds: 0 };
  const readNotes = queryReader(bench);
  try {
    for (const query of queries) {
      const recording = render(query, folder);
      const [start, processor] = [performance.now(), process.cpuUsage()];
      const heard = await transcriber.transcribe(recording, { instrument: values.instrument });
      const used = process.cpuUsage(processor);
      sums.wallSeconds += (performance.now() - start) / 1000;
      sums.processorSeconds += (used.user + used.system) / 1e6;
      const { startSeconds, endSeconds } = query.excerpt;
      const played = excerptNotes(await readNotes(query.file), startSeconds, endSeconds);
      sums.heard += heard.length;
      sums.played += played.length;
      sums.common += notesInCommon(heard, played, startSeconds);
      sums.seconds += recording.durationSeconds;
      notes.set(query.id, heard);
      console.error(
        `${notes.size}/${queries.length} ${query.id}: ${heard.length} notes heard, ${played.length} played`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { notes, sums };
}

async function openScores(encoder) {
  const folder = join(repository, 'runs', 'recordings');
  const file = join(folder, `scores-${encoder.id.replaceAll(/[^\w]+/g, '-')}.mzi`);
  if (existsSync(file)) return openIndexFile(file);
  mkdirSync(folder, { recursive: true });
  const index = await buildIndex(readDatabase([join(bench, 'asap', 'scores')], bench), { encoder });
  await writeIndexFile(file, index);
  return index;
}

ensureSynthesiser();
const runtime = await createNodeRuntime();
const transcriber = await loadTranscriber(modelUrl, { runtime });
const queries = await drawQueries();
const { notes, sums } = await transcribeAll(queries, transcriber);

const encoder = await loadEncoder(modelFolder, { runtime });
const searcher = await openSearcher(await openScores(encoder), { encoder, runtime });
const report = await evaluateSearcher(searcher, {
  // The notes are those heard, and stand for an excerpt of a file that begins where the recording does.
  queries: queries.map((query) => ({
    ...query,
    file: query.id,
    excerpt: { startSeconds: 0, endSeconds: EXCERPT_SECONDS },
  })),
  files: await readPieceLists([join(bench, 'asap', 'scores.csv')]),
  readNotes: async (id) => notes.get(id),
});

const precision = sums.common / sums.heard;
const recall = sums.common / sums.played;
const rows = {
  excerpts: `${queries.length} of ${EXCERPT_SECONDS} s, drawn from asap/matching.csv with seed ${values.seed}`,
  'recall at 1': report.recallAt1.toFixed(3),
  'recall at 10': report.recallAt10.toFixed(3),
  'place within 2 s': report.located2s.toFixed(3),
  'place within 2 s, or at a repeat': report.located2sUpToRepeats.toFixed(3),
  'note precision': precision.toFixed(3),
  'note recall': recall.toFixed(3),
  'note F1': ((2 * precision * recall) / (precision + recall)).toFixed(3),
  'real-time factor': (sums.wallSeconds / sums.seconds).toFixed(3),
  'processor seconds a second': (sums.processorSeconds / sums.seconds).toFixed(3),
  processors: `${cpus().length} × ${cpus()[0].model}`,
};
for (const [name, value] of Object.entries(rows)) console.log(`${name.padEnd(34)}${value}`);
await searcher.close();
await transcriber.release();
