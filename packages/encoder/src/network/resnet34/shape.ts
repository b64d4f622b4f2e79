import { WINDOW_FRAMES } from '@midizero/pitch-matrix';

/**
 * Shape of the network of the MIDI-Zero paper (Su et al., SIGIR 2025): a window is an image of frames × 88 keys; a 1×1
 * convolution makes three channels of one, and the trunk of ResNet-34 follows (He et al., "Deep Residual Learning for
 * Image Recognition", 2016) with its stem of 7×7 and its max-pooling, without the mean over the image in the end, so
 * that every place has features of its own in the last linear layer.
 */
export interface ResNet34Shape {
  readonly family: 'resnet34';
  /** Frames of a window. */
  readonly windowFrames: number;
  /** Residual stages in order; every stage after the first halves height and width. */
  readonly stages: readonly { readonly channels: number; readonly blocks: number }[];
  /** Length of an embedding. */
  readonly dimensions: number;
}

/** The paper's network: 1536 features of a window of 10 frames, an embedding of 128. */
export const RESNET34: ResNet34Shape = {
  family: 'resnet34',
  windowFrames: WINDOW_FRAMES,
  stages: [
    { channels: 64, blocks: 3 },
    { channels: 128, blocks: 4 },
    { channels: 256, blocks: 6 },
    { channels: 512, blocks: 3 },
  ],
  dimensions: 128,
};
