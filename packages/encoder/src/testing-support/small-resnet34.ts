import type { ResNet34Shape } from '../network/resnet34/shape.js';

/** Every kind of layer, and a last stage of one row, small enough for plain loops. */
export const SMALL_RESNET34: ResNet34Shape = {
  family: 'resnet34',
  windowFrames: 10,
  stages: [
    { channels: 4, blocks: 1 },
    { channels: 6, blocks: 2 },
    { channels: 5, blocks: 1 },
  ],
  dimensions: 7,
};
