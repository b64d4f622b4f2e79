// Mode P: note counts and pitches from truncated normal distributions, saved and read again.
import { frameStatistics, histogramPicture, samplesPicture } from '@midizero/datagen';
import { generateTrainingData, loadTrainingData } from '@midizero/datagen/node';
import { outPath, savePicture } from './out.mjs';

const saved = await generateTrainingData({
  mode: 'P',
  windowFrames: 10,
  noteMax: 12,
  pitchRange: [21, 108],
  numSamples: 10000,
  pitchOnly: true,
  pMean: 64,
  pStd: 24,
  nMean: 6,
  nStd: 2.5,
  savePath: outPath('mode-p.arrow'),
});
console.log(`${saved.length} samples, ${saved.byteLength} bytes`);

const data = await loadTrainingData(saved.path);
const { pitches } = frameStatistics(data);
savePicture('mode-p-pitches.svg', histogramPicture(pitches, { title: 'Mode P', valueLabel: 'MIDI note number' }));
savePicture('mode-p.svg', samplesPicture(data.toArray().slice(0, 8), { title: 'Mode P' }));
