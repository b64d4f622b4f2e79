/** Kinds of generated music; see `@midizero/datagen`. */
export type Mode = 'texture' | 'P' | 'C' | 'singing';

/** From the page to the worker. */
export type Request =
  | { readonly type: 'train'; readonly mode: Mode; readonly steps: number }
  | { readonly type: 'stop' };

/** Some pairs of a batch: windows of 10 x 88, row-major. */
export interface ShownPairs {
  readonly count: number;
  readonly anchors: Float32Array;
  readonly positives: Float32Array;
}

/** One passage of a real piece, played a little freely, and what was found. */
export interface Trial {
  readonly title: string;
  /** Title of the piece found first; undefined if nothing was. */
  readonly found: string | undefined;
}

/** From the worker to the page. */
export type Report =
  | { readonly type: 'stage'; readonly words: string }
  | { readonly type: 'pairs'; readonly pairs: ShownPairs }
  | {
      readonly type: 'step';
      readonly step: number;
      readonly loss: number;
      readonly pairsPerSecond: number;
      /** Share of the steps that is done, 0 to 1. */
      readonly fraction: number;
    }
  | { readonly type: 'trained'; readonly trials: readonly Trial[] }
  | { readonly type: 'failed'; readonly message: string; readonly wasStopped: boolean };
