import type { Value } from '@midizero/onnx';

/** A convolution as a product: each output position sees `kernel` places of `inputChannels` numbers. */
export interface ConvolutionProduct {
  readonly kernel: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
}

/** A 1×1 convolution with bias from the one channel of a window to `liftedChannels`, and a convolution of those. */
export interface LiftedConvolution extends ConvolutionProduct {
  readonly inputChannels: 1;
  readonly liftedChannels: number;
  /** Which places of each output position lie within the window: `[positions * kernel]`, 1 or 0. */
  readonly inside: Float32Array;
  readonly positions: number;
}

export interface LinearLayer {
  readonly inputSize: number;
  readonly outputSize: number;
}

/**
 * The layers that hold weights. Training builds them from parameters with batch normalization, inference from constants
 * with the normalization folded in; the network around them is one piece of code.
 */
export interface LayerKit {
  /** A convolution and its normalization. @param taps [rows, kernel * inputChannels] @returns [rows, outputChannels] */
  convolution(name: string, taps: Value, layer: ConvolutionProduct): Value;
  /**
   * Two convolutions without anything between them are one with other weights, but for the first one's bias, which padding
   * does not have; and its normalization.
   * @param lift names the 1×1 convolution
   * @param taps [n * positions, kernel]
   * @returns [n * positions, outputChannels]
   */
  liftedConvolution(lift: string, name: string, taps: Value, layer: LiftedConvolution): Value;
  /** @param x [n, inputSize] @returns [n, outputSize] */
  linear(name: string, x: Value, layer: LinearLayer): Value;
}
