// Fits the models that turn the evidence of a match into its confidence, and writes
// packages/retrieval/src/confidence/calibrated-models.ts.
//
//   node scripts/calibrate-confidence.mjs --songs FOLDER [--pieces N] [--queries N] [--seed N] [--dry]
//
// --songs is a folder of MIDI files: real music, each file another piece (the published models: POP909's main files, MIT),
// of which the first --pieces are taken.
// The built-in library's pieces and made-up ones stand beside them. Queries are excerpts of them, played in another tempo
// and key, damaged as by a transcriber; for half of them their own piece is taken out. A fifth of the queries is kept from
// a first fit and shows whether confidence means what it says; the models that are written are fitted on all of them.
// --dry prints without writing. The same songs, queries and seed give the same models.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../packages/core/dist/index.js';
import { loadEncoder } from '../packages/encoder/dist/node.js';
import { libraryPieces } from '../packages/library/dist/index.js';
import { createNoteTable, excerptNotes, iterateNotes } from '../packages/midi/dist/index.js';
import { createNodeRuntime } from '../packages/onnx/dist/node.js';
import {
  addTranscriptionNoise,
  CONFIDENCE_FEATURES,
  confidenceFeatures,
  confidenceOf,
  fitConfidenceModel,
  reportConfidence,
} from '../packages/retrieval/dist/evaluation.js';
import { buildIndex, openSearcher } from '../packages/retrieval/dist/index.js';
import { readPieces } from '../packages/retrieval/dist/node.js';
import { inventSong } from './calibration/invent-song.mjs';
import { performNotes } from './calibration/perform-notes.mjs';
import { fail, root } from './workspace.mjs';

const { values } = parseArgs({
  options: {
    songs: { type: 'string' },
    pieces: { type: 'string', default: '120' },
    queries: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    dry: { type: 'boolean', default: false },
  },
});
if (values.songs === undefined) fail('name a folder of MIDI files with --songs');
const seed = Number(values.seed);

const INVENTED_PIECES = 150;
const TRANSPOSITIONS = 6;
/** Of these, first matches are the samples; a model is fitted for each way to rank. */
const SYSTEMS = [
  { aggregate: 'chain', search: { seeds: 'both' } },
  { aggregate: 'chain', search: { seeds: 'embedding' } },
  { aggregate: 'vote', search: {} },
];

const pieces = [];
for await (const piece of readPieces(resolve(values.songs))) {
  if (pieces.length === Number(values.pieces)) break;
  pieces.push(piece);
}
for (const { id, notes } of libraryPieces()) pieces.push({ id, notes });
for (let i = 0; i < INVENTED_PIECES; i++) {
  pieces.push({ id: `invented ${i}`, notes: inventSong(createRandom(seed).fork(1_000_000 + i)) });
}

/** An excerpt of a piece as somebody might play and a machine transcribe it. */
function drawQuery(number) {
  const random = createRandom(seed).fork(number);
  for (;;) {
    const { id, notes } = pieces[random.integer(pieces.length)];
    const length = 3 * 10 ** random.uniform();
    const end = notes.startSeconds[notes.length - 1] ?? 0;
    const start = random.uniform() * Math.max(0, end - length);
    let excerpt = [...iterateNotes(excerptNotes(notes, start, start + length))];
    if (random.chance(0.2)) excerpt = highestNotes(excerpt);
    if (excerpt.length < 10) continue;
    const played = performNotes(excerpt, start, random);
    const level = ['none', 'low', 'medium', 'high'][random.integer(4)];
    const transpose = random.chance(1 / 4) ? random.integer(2 * TRANSPOSITIONS + 1) - TRANSPOSITIONS : 0;
    const plain = played.map(({ startSeconds, endSeconds, pitch }) => ({ on: startSeconds, off: endSeconds, pitch }));
    const noisy =
      level === 'none'
        ? plain.map((note) => ({ ...note, pitch: note.pitch + transpose }))
        : addTranscriptionNoise(plain, { seed: random.uint32(), level, transpose });
    const query = noisy
      .filter(({ pitch }) => pitch >= 0 && pitch <= 127)
      .map(({ on, off, pitch }) => ({ startSeconds: on, endSeconds: off, pitch }));
    if (query.length < 8) continue;
    const transpositions = transpose !== 0 || random.chance(0.2) ? TRANSPOSITIONS : 0;
    return { pieceId: id, notes: createNoteTable(query), transpositions, isPresent: random.chance(0.5) };
  }
}

/** The tune alone: of notes that start together the highest. */
function highestNotes(notes) {
  const highest = new Map();
  for (const note of notes) {
    const known = highest.get(note.startSeconds);
    if (known === undefined || known.pitch < note.pitch) highest.set(note.startSeconds, note);
  }
  return [...highest.values()];
}

const runtime = await createNodeRuntime({ threads: 1, spinning: false });
const encoder = await loadEncoder(join(root, 'models', 'pitch-resnet'), { runtime });
console.error(`indexing ${pieces.length} pieces …`);
const index = await buildIndex(pieces, {
  encoder,
  onProgress: ({ completed }) => completed % 50 === 0 && console.error(`${completed} of ${pieces.length} pieces`),
});
const searcher = await openSearcher(index, { encoder, runtime });

const samples = new Map(SYSTEMS.map(({ aggregate }) => [aggregate, []]));
const queryCount = Number(values.queries);
for (let number = 0; number < queryCount; number++) {
  const { pieceId, notes, transpositions, isPresent } = drawQuery(number);
  for (const { aggregate, search } of SYSTEMS) {
    const { matches } = await searcher.search(notes, {
      ...search,
      aggregate,
      transpositions,
      excludes: (id) => !isPresent && id === pieceId,
    });
    if (matches.length === 0) continue;
    samples.get(aggregate).push({
      number,
      isAnswerable: isPresent,
      isRight: matches[0].pieceId === pieceId,
      features: confidenceFeatures(matches, 0),
    });
  }
  if ((number + 1) % 100 === 0) console.error(`${number + 1} of ${queryCount} queries`);
}
await searcher.close();

const models = {};
for (const [aggregate, all] of samples) {
  const held = all.filter(({ number }) => number % 5 === 0);
  const trial = fitConfidenceModel(all.filter(({ number }) => number % 5 !== 0));
  const report = reportConfidence(
    held.map((sample) => ({ ...sample, confidence: confidenceOf(trial, sample.features) })),
  );
  console.log(
    `${aggregate}: ${all.length} samples, ${all.filter(({ isRight }) => isRight).length} right; held-out ${held.length}:`,
  );
  console.log(
    `  Brier score ${report.brierScore.toFixed(4)}, calibration error ${report.expectedCalibrationError.toFixed(4)}`,
  );
  for (const { meanConfidence, rightShare, answers } of report.reliability) {
    console.log(`  stated ${meanConfidence.toFixed(3)}, right ${rightShare.toFixed(3)} of ${answers}`);
  }
  for (const { allowedFalseAnswers, rightAnswers, minConfidence } of report.atFalseAnswers) {
    console.log(
      `  ${rightAnswers.toFixed(3)} answered right at ${allowedFalseAnswers} false (confidence ${minConfidence.toFixed(3)})`,
    );
  }
  models[aggregate] = fitConfidenceModel(all);
}

const digits = (number) => Number(number.toPrecision(4));
const modelText = ([aggregate, { bias, weights }]) =>
  [
    `  ${aggregate}: {`,
    `    bias: ${digits(bias)},`,
    '    weights: {',
    ...CONFIDENCE_FEATURES.map((name) => `      ${name}: ${digits(weights[name])},`),
    '    },',
    '  },',
  ].join('\n');
const text = `import type { ConfidenceModel } from './model.js';

/**
 * Models by how matches were ranked. Made by \`node scripts/calibrate-confidence.mjs\` from ${queryCount} queries of
 * ${pieces.length} pieces, seed ${seed}; do not edit.
 */
export const calibratedModels: Readonly<Record<'chain' | 'vote', ConfidenceModel>> = {
${Object.entries(models).map(modelText).join('\n')}
};
`;
const file = join(root, 'packages', 'retrieval', 'src', 'confidence', 'calibrated-models.ts');
if (values.dry) console.log(text);
else if (readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
