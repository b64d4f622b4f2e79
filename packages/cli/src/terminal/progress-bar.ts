import type { Progress } from '@midizero/core';
import { Presets, SingleBar } from 'cli-progress';
import type { OutputStream } from './context.js';

/** Shows the progress of long work until it is stopped. */
export interface ProgressDisplay {
  /** Takes the events of `RunOptions.onProgress`. */
  readonly onProgress: (progress: Progress) => void;
  /** Takes the display off the screen. Safe to call twice. */
  stop(): void;
}

/** A bar on `stream` for each stage of the work where a person watches; nothing elsewhere, so that logs stay clean. */
export function createProgressDisplay(stream: OutputStream): ProgressDisplay {
  return stream.isTTY === true ? new BarDisplay(stream) : silentDisplay;
}

const silentDisplay: ProgressDisplay = { onProgress: () => {}, stop: () => {} };

class BarDisplay implements ProgressDisplay {
  readonly #stream: OutputStream;
  #bar: SingleBar | undefined;
  #stage: string | undefined;

  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  readonly onProgress = (progress: Progress): void => {
    if (progress.total === undefined) return; // a bar without an end says nothing
    if (this.#stage !== progress.stage) {
      this.stop();
      this.#stage = progress.stage;
      this.#bar = this.#createBar();
      this.#bar.start(progress.total, progress.completed, { stage: progress.stage, unit: progress.unit });
    }
    this.#bar?.update(progress.completed);
  };

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#stage = undefined;
  }

  #createBar(): SingleBar {
    return new SingleBar(
      {
        stream: this.#stream,
        format: '{stage} {bar} {percentage}% · {value}/{total} {unit} · {eta_formatted} left',
        barsize: 24,
        clearOnComplete: true,
        hideCursor: true,
        // Ctrl-C is ours: the command stops the bar when its signal is aborted.
        gracefulExit: false,
      },
      Presets.shades_classic,
    );
  }
}

/** Runs `work` with a progress display on `stream`, which is gone when this returns or throws. */
export async function withProgress<T>(
  stream: OutputStream,
  work: (onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  const display = createProgressDisplay(stream);
  try {
    return await work(display.onProgress);
  } finally {
    display.stop();
  }
}
