// Says what the published network is.
import { readModel } from '@midizero/encoder/node';
import { modelFolder } from '@midizero/pitch-resnet';

const { manifest, model } = await readModel(modelFolder);
console.log(
  `${manifest.id}: ${model.length} bytes, windows of ${manifest.windowFrames} x 88 to ${manifest.dimensions} numbers`,
);
console.log(manifest.training.command);
