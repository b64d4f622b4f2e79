// Mode C: every note count and every pitch is as likely as the others.
import { generateTrainingData, samplesPicture } from '@midizero/datagen';
import { savePicture } from './out.mjs';

const data = await generateTrainingData({ mode: 'C', numSamples: 1000, noteMax: 5, pitchRange: [36, 84] });
console.log('first frame of the first sample:', data.sample(0)[0]);
savePicture('mode-c.svg', samplesPicture(data.toArray().slice(0, 8), { title: 'Mode C' }));
