// Mode S: a walk over the frames of real music. node mode-s.mjs [folder of .mid files]
import { extractFrameDistribution, generateTrainingData, samplesPicture } from '@midizero/datagen';
import { saveFrameDistribution } from '@midizero/datagen/node';
import { outPath, savePicture } from './out.mjs';
import { readPieces } from './pieces.mjs';

const distribution = await extractFrameDistribution(await readPieces(process.argv[2]));
await saveFrameDistribution(outPath('frames.arrow'), distribution);
console.log(`${distribution.length} different frames, ${distribution.successors.length} different successions`);

const data = await generateTrainingData({ mode: 'S', distribution, numSamples: 1000 });
savePicture('mode-s.svg', samplesPicture(data.toArray().slice(0, 8), { title: 'Mode S' }));
