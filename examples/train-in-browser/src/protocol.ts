import type { AskedMethods } from '@midizero/example-web/protocol';
import type { NoteTable } from '@midizero/midi';

/** Kinds of generated music; see `@midizero/datagen`. */
export type Mode = 'texture' | 'P' | 'C' | 'singing';

/** What the worker does for the page when asked. Questions are answered with the network trained last. */
export interface TrainerMethods extends AskedMethods {
  /** Trains from random weights; reports go out meanwhile. Its signal stops it. */
  train(mode: Mode, steps: number): readonly Trial[];
  /** Notes of a MIDI file or a score. @param name tells the format where the bytes do not */
  readFile(bytes: Uint8Array, name: string): NoteTable;
}

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

/** From the worker to the page, while it trains. */
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
    };
