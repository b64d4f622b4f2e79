// A mixture: each window from one of several modes.
import { generateTrainingData, samplesPicture } from '@midizero/datagen';
import { savePicture } from './out.mjs';

const data = await generateTrainingData({
  mode: 'mixture',
  numSamples: 1000,
  parts: [
    { options: { mode: 'P', nMean: 0 }, weight: 2 },
    { options: { mode: 'singing' }, weight: 1 },
  ],
});
savePicture('mixture.svg', samplesPicture(data.toArray().slice(0, 8), { title: 'Two of mode P for each of singing' }));
