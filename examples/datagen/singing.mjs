// Singing: one note a frame, each near the one before.
import { generateTrainingData, samplesPicture } from '@midizero/datagen';
import { savePicture } from './out.mjs';

const data = await generateTrainingData({ mode: 'singing', numSamples: 1000 });
console.log('a melody:', data.sample(0).flat().join(' '));
savePicture('singing.svg', samplesPicture(data.toArray().slice(0, 8), { title: 'Singing' }));
