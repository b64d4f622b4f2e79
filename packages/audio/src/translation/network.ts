import { createGraph, type Graph, type Value } from '@midizero/onnx';
import { HOP_SAMPLES, WINDOW_FRAMES, WINDOW_SAMPLES } from '../posteriors/network-contract.js';

const OCTAVES = 9;
const BINS_PER_OCTAVE = 36;
/** Bins of the constant-Q transform that the network looks at, three a semitone, from A0 on. */
const BINS = 309;
/** Bins of the contour output: three for each of the piano's keys. */
const CONTOUR_BINS = 264;
/** Shifts by which a partial of a tone lies above (or, for the first, below) its fundamental, in bins: 36·log2 of 1/2, 1 … 7. */
const PARTIAL_SHIFTS: readonly number[] = [-36, 0, 36, 57, 72, 84, 93, 101];

/** Weights of the network and their shapes, convolutions as [output, input, time, frequency]. */
export const WEIGHT_SHAPES = {
  transformKernels: [72, 1, 256],
  lowPass: [1, 1, 256],
  binScales: [309, 1],
  inputScale: [1],
  inputOffset: [1],
  contourStem: [8, 8, 3, 39],
  contourStemBias: [8],
  contour: [1, 8, 5, 5],
  contourBias: [1],
  frameStem: [32, 1, 7, 7],
  frameStemBias: [32],
  frame: [1, 32, 7, 3],
  frameBias: [1],
  onsetStem: [32, 8, 5, 5],
  onsetStemBias: [32],
  onset: [1, 33, 3, 3],
  onsetBias: [1],
} as const;

export type WeightName = keyof typeof WEIGHT_SHAPES;

/**
 * Basic Pitch (Bittner et al., "A Lightweight Instrument-Agnostic Model for Polyphonic Note Transcription and Multipitch
 * Estimation", ICASSP 2022) as an ONNX graph: `audio` [n, 43844] at 22,050 Hz to `contours` [n, 172, 264], `frames` and
 * `onsets` [n, 172, 88], probabilities all.
 *
 * A constant-Q transform of nine octaves, each half the sample rate of the one above it, becomes a picture in decibels,
 * scaled to 0..1 within a window. Shifted copies lay a tone's partials over its fundamental; convolutions do the rest.
 */
export function basicPitchGraph(): Graph {
  const g = createGraph({ name: 'basic-pitch' });
  const weight = Object.fromEntries(
    Object.entries(WEIGHT_SHAPES).map(([name, shape]) => [name, g.parameter(name, shape, { trainable: false })]),
  ) as unknown as Record<WeightName, Value>;

  const audio = g.input('audio', ['n', WINDOW_SAMPLES]);
  const spectrum = g.scope('transform', () => powerSpectrum(g, audio, weight));
  const picture = g.scope('decibels', () => scaledDecibels(g, spectrum));
  const input = g.add(g.mul(picture, weight.inputScale), weight.inputOffset);
  const partials = g.scope('partials', () => stackPartials(g, input));

  const convolve = (x: Value, kernel: WeightName, bias: WeightName, frequencyStride = 1): Value => {
    const [, , height, width] = WEIGHT_SHAPES[kernel] as unknown as readonly [number, number, number, number];
    // As much as keeps the size, or divides it by the stride: the sizes here always split evenly.
    const rows = (height - 1) / 2;
    const columns = (width - frequencyStride) / 2;
    return g.op('Conv', [x, weight[kernel], weight[bias]], {
      pads: [rows, columns, rows, columns],
      strides: [1, frequencyStride],
    });
  };
  const contour = g.sigmoid(
    convolve(g.relu(convolve(partials, 'contourStem', 'contourStemBias')), 'contour', 'contourBias'),
  );
  const frame = g.sigmoid(convolve(g.relu(convolve(contour, 'frameStem', 'frameStemBias', 3)), 'frame', 'frameBias'));
  const attack = g.relu(convolve(partials, 'onsetStem', 'onsetStemBias', 3));
  const onset = g.sigmoid(convolve(g.concat([frame, attack], 1), 'onset', 'onsetBias'));

  g.output('contours', g.squeeze(contour, [1]));
  g.output('frames', g.squeeze(frame, [1]));
  g.output('onsets', g.squeeze(onset, [1]));
  return g;
}

/** Squared magnitudes of the constant-Q transform, [n, 309, 172]. */
function powerSpectrum(g: Graph, audio: Value, weight: Record<WeightName, Value>): Value {
  let signal = g.unsqueeze(audio, [1]);
  const octaves: Value[] = [];
  for (let octave = 0; octave < OCTAVES; octave++) {
    const pads = g.ints([0, 0, 128, 0, 0, 128]);
    const mirrored = g.op('Pad', [signal, pads], { mode: 'reflect' });
    const parts = g.op('Conv', [mirrored, weight.transformKernels], { strides: [HOP_SAMPLES >> octave] });
    const squares = g.reshape(g.mul(parts, parts), ['n', 2, BINS_PER_OCTAVE, WINDOW_FRAMES]);
    octaves.unshift(g.reduceSum(squares, { axes: [1] }));
    if (octave < OCTAVES - 1) {
      signal = g.op('Conv', [signal, weight.lowPass], { pads: [127, 127], strides: [2] });
    }
  }
  const all = g.slice(g.concat(octaves, 1), { axis: 1, start: OCTAVES * BINS_PER_OCTAVE - BINS });
  return g.mul(all, g.mul(weight.binScales, weight.binScales));
}

/** Decibels, [n, 1, 172, 309], from 0 for the faintest point of a window to 1 for the loudest. */
function scaledDecibels(g: Graph, power: Value): Value {
  const decibels = g.mul(g.log(g.add(power, 1e-10)), 10 / Math.LN10);
  const image = g.unsqueeze(g.transpose(decibels, [0, 2, 1]), [1]);
  const whole = { axes: [1, 2, 3], keepdims: 1 };
  const above = g.sub(image, g.op('ReduceMin', [image], whole));
  // Silence has no loudest point; 0 / tiny is the 0 that it should be.
  return g.div(above, g.max(g.op('ReduceMax', [above], whole), 1e-12));
}

/** [n, 8, 172, 264]: in each channel the picture shifted so that one partial falls on its fundamental's place. */
function stackPartials(g: Graph, picture: Value): Value {
  const shifted = PARTIAL_SHIFTS.map((shift) => {
    const part = g.slice(picture, { axis: 3, start: Math.max(shift, 0), end: Math.min(CONTOUR_BINS + shift, BINS) });
    const width = part.shape[3] as number;
    const before = Math.max(-shift, 0);
    return g.pad(part, [
      [0, 0],
      [0, 0],
      [0, 0],
      [before, CONTOUR_BINS - before - width],
    ]);
  });
  return g.concat(shifted, 1);
}
