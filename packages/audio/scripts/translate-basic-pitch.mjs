// Makes models/basic-pitch/basic-pitch.onnx from the npm package @spotify/basic-pitch, and compares the two.
//
//   npm run build
//   node packages/audio/scripts/translate-basic-pitch.mjs
//
// The package brings TensorFlow.js, 290 MB in all, so it is installed in a temporary folder, for this run alone. What
// TensorFlow.js gives for a made-up window is recorded beside the tests, which hold the model to it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { translateBasicPitch } from '@midizero/audio/translation';
import { createNodeRuntime } from '@midizero/onnx/node';

const PACKAGE = '@spotify/basic-pitch@1.0.1';
const WINDOW_SAMPLES = 43_844;
const SAMPLE_RATE_HZ = 22_050;
const modelFile = fileURLToPath(new URL('../../../models/basic-pitch/basic-pitch.onnx', import.meta.url));
const recordFile = fileURLToPath(new URL('../src/testing-support/golden/tensorflow-output.json', import.meta.url));

/** Three fading tones of three partials, each entering on its own. */
const tones = [
  { hz: 261.6, startSeconds: 0.1 },
  { hz: 329.6, startSeconds: 0.5 },
  { hz: 98, startSeconds: 0.9 },
];
/** Every so many values are recorded. */
const RECORD_STEP = 41;

function windowOf(list) {
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, index) => {
    const seconds = index / SAMPLE_RATE_HZ;
    let sample = 0;
    for (const { hz, startSeconds } of list) {
      if (seconds < startSeconds) continue;
      const turn = 2 * Math.PI * hz * seconds;
      const partials = Math.sin(turn) + 0.5 * Math.sin(2 * turn) + 0.25 * Math.sin(3 * turn);
      sample += 0.2 * Math.exp(-2 * (seconds - startSeconds)) * partials;
    }
    return sample;
  });
}

function install(folder) {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', PACKAGE];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm could not install ${PACKAGE}`);
}

/** What the original gives, and how long it takes. */
async function runTensorFlow(folder, modelJson, weights, audio) {
  const tf = await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve('@tensorflow/tfjs')).href);
  const { modelTopology, weightsManifest, format, signature } = JSON.parse(modelJson);
  const model = await tf.loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
      format,
      signature,
    }),
  });
  const input = tf.tensor(audio, [1, WINDOW_SAMPLES, 1]);
  const run = () =>
    Promise.all(model.execute(input, ['Identity_2', 'Identity_1', 'Identity']).map((tensor) => tensor.data()));
  const [onsets, frames, contours] = await run();
  return { outputs: { onsets, frames, contours }, milliseconds: await medianTime(run, 3) };
}

async function runOnnx(model, audio) {
  const runtime = await createNodeRuntime();
  const session = await runtime.createSession(model);
  const run = () => session.run({ audio: runtime.createTensor('float32', audio, [1, WINDOW_SAMPLES]) });
  const outputs = Object.fromEntries(Object.entries(await run()).map(([name, { data }]) => [name, data]));
  return { outputs, milliseconds: await medianTime(run, 9) };
}

async function medianTime(run, times) {
  const taken = [];
  for (let count = 0; count < times; count++) {
    const start = performance.now();
    await run();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[times >> 1];
}

const folder = mkdtempSync(join(tmpdir(), 'midizero-basic-pitch-'));
try {
  install(folder);
  const source = dirname(createRequire(join(folder, 'package.json')).resolve('@spotify/basic-pitch/model/model.json'));
  const modelJson = readFileSync(join(source, 'model.json'), 'utf8');
  const weights = readFileSync(join(source, 'group1-shard1of1.bin'));
  const model = translateBasicPitch({ modelJson, weights });
  writeFileSync(modelFile, model);

  const audio = windowOf(tones);
  const onnx = await runOnnx(model, audio);
  const original = await runTensorFlow(folder, modelJson, weights, audio);
  const recorded = {};
  for (const [name, expected] of Object.entries(original.outputs)) {
    const furthest = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - onnx.outputs[name][i])), 0);
    console.log(`${name}: furthest from the original ${furthest.toExponential(1)}`);
    recorded[name] = Array.from(expected).filter((_, index) => index % RECORD_STEP === 0);
  }
  writeFileSync(recordFile, `${JSON.stringify({ package: PACKAGE, tones, step: RECORD_STEP, ...recorded })}\n`);
  const seconds = WINDOW_SAMPLES / SAMPLE_RATE_HZ;
  for (const [name, { milliseconds }] of Object.entries({ 'TensorFlow.js': original, 'ONNX Runtime': onnx })) {
    const factor = milliseconds / 1000 / seconds;
    console.log(
      `${name}: ${milliseconds.toFixed(0)} ms for a window of ${seconds.toFixed(2)} s, ${factor.toFixed(3)} of real time`,
    );
  }
  console.log(`${modelFile}: ${model.length} bytes`);
} finally {
  rmSync(folder, { recursive: true });
}
