// Pairs: windows of plausible texture, and the same music as a transcription or an amateur leaves it.
import { generateTrainingPairs, samplesPicture } from '@midizero/datagen';
import { savePicture } from './out.mjs';

const FRAMES = 10;
const KEYS = 88;

/** Frames of pitches of one window in a batch. */
function framesOf(windows, row) {
  return Array.from({ length: FRAMES }, (_, frame) => {
    const first = (row * FRAMES + frame) * KEYS;
    return [...windows.subarray(first, first + KEYS).keys()]
      .filter((key) => windows[first + key] === 1)
      .map((key) => key + 21);
  });
}

const options = { source: { mode: 'texture' }, damage: 'realistic', batchSize: 8, batchCount: 1, seed: 4 };
for await (const { anchors, positives, similarity, length } of generateTrainingPairs(options)) {
  const rows = Array.from({ length }, (_, row) => row);
  const windows = [anchors, positives].flatMap((side) => rows.map((row) => framesOf(side, row)));
  savePicture('pairs.svg', samplesPicture(windows, { title: 'Above as written, below damaged', columns: length }));
  console.log('similarity:', [...similarity].map((target) => target.toFixed(2)).join(' '));
}
