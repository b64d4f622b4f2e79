// Mode R: windows of real pieces. node mode-r.mjs [folder of .mid files]
import { generateTrainingData, samplesPicture } from '@midizero/datagen';
import { savePicture } from './out.mjs';
import { readPieces } from './pieces.mjs';

const pieces = await readPieces(process.argv[2]);
const data = await generateTrainingData({ mode: 'R', pieces, step: 5, weighting: 'piece', numSamples: 1000 });
console.log(`${data.length} windows of ${pieces.length} pieces`);
savePicture('mode-r.svg', samplesPicture(data.toArray().slice(0, 8), { title: 'Mode R' }));
